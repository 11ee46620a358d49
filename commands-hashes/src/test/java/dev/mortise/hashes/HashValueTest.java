package dev.mortise.hashes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashValueTest {

    private static final HashType TYPE = type(512, 64);

    private static HashType type(long fields, long bytes) {
        return new HashType(new HashLimits(() -> fields, () -> bytes));
    }

    private static Slice text(String text) {
        return Slice.of(text);
    }

    private static Map<String, String> contents(HashValue hash) {
        Map<String, String> contents = new LinkedHashMap<>();
        hash.forEach((field, value) -> assertNull(contents.put(field.utf8(), value.utf8()), "a field twice"));
        return contents;
    }

    private static HashValue filled(HashType type, int fields) {
        HashValue hash = type.create();
        for (int i = 0; i < fields; i++) {
            hash.put(text("field" + i), text("value" + i));
        }
        return hash;
    }

    @Test
    void isCompactUpToTheLimitsAndNeverAgain() {
        HashType type = type(3, 4);
        HashValue many = type.create();
        for (String field : List.of("a", "b", "c")) {
            many.put(text(field), text("1"));
        }
        assertEquals("listpack", type.encoding(many));
        many.put(text("d"), text("1"));
        assertEquals("hashtable", type.encoding(many));
        many.remove(text("d"));
        assertEquals("hashtable", type.encoding(many));

        HashValue longValue = type.create();
        longValue.put(text("a"), text("1234"));
        assertEquals("listpack", type.encoding(longValue));
        longValue.put(text("a"), text("12345"));
        assertEquals("hashtable", type.encoding(longValue));
        assertEquals(Map.of("a", "12345"), contents(longValue));

        HashValue longField = type.create();
        longField.put(text("1234"), text(""));
        assertEquals("listpack", type.encoding(longField));
        longField.put(text("12345"), text(""));
        assertEquals("hashtable", type.encoding(longField));
    }

    @Test
    void keepsTheOrderOfFieldsWhileItIsCompact() {
        HashValue hash = filled(TYPE, 4);
        hash.put(text("field1"), text("something longer"));
        hash.remove(text("field0"));
        hash.put(text("field0"), text(""));

        assertEquals(
                List.of("field1", "field2", "field3", "field0"),
                List.copyOf(contents(hash).keySet()));
        assertEquals(
                List.of("something longer", "value2", "value3", ""),
                List.copyOf(contents(hash).values()));
    }

    /** Limits of one field make tables of all, generous ones leave most compact. */
    @ParameterizedTest
    @ValueSource(longs = {1, 40, 100_000})
    void doesWhatAMapDoes(long limit) {
        HashType type = type(limit, limit == 40 ? 64 : 100_000);
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            HashValue hash = type.create();
            Map<String, String> model = new LinkedHashMap<>();
            int names = 1 << random.nextInt(1, 12);
            // First more come than go, then the other way round.
            for (int i = 0; i < 4000; i++) {
                String field = string(random.nextInt(names));
                if (random.nextInt(4000) >= i) {
                    String value = string(random.nextInt(1000));
                    boolean isNew = model.put(field, value) == null;
                    assertEquals(isNew, hash.put(text(field), text(value)), "seed " + seed);
                } else {
                    assertEquals(model.remove(field) != null, hash.remove(text(field)), "seed " + seed);
                }
                assertEquals(model.size(), hash.size());
                String sought = string(random.nextInt(names));
                byte[] found = hash.get(text(sought));
                assertEquals(
                        model.get(sought),
                        found == null ? null : Slice.of(found).utf8());
                if (i % 200 == 0) {
                    assertEquals(model, contents(hash), "seed " + seed);
                    assertEquals(model, contents(hash.copy()), "seed " + seed);
                }
            }
            assertEquals(model, contents(hash), "seed " + seed);
        }
    }

    private static String string(int number) {
        // The same number is always the same string; some are too long for a page.
        return number % 10 == 3 ? ("long" + number).repeat(60) : number % 100 == 7 ? "" + number : "f" + number;
    }

    @Test
    void stringsAroundTheirLimitsStayWhatTheyAre() {
        for (HashType type : List.of(type(100_000, 1 << 20), type(0, 0))) {
            HashValue hash = type.create();
            List<Integer> lengths = List.of(0, 1, 127, 128, 253, 254, 255, 256, 16_383, 16_384, 70_000);
            for (int field : lengths) {
                for (int value : lengths) {
                    hash.put(text(field + "f" + value + "x".repeat(field)), text("y".repeat(value)));
                }
            }
            assertEquals(lengths.size() * lengths.size(), hash.size());
            for (int field : lengths) {
                for (int value : lengths) {
                    Slice name = text(field + "f" + value + "x".repeat(field));
                    assertTrue(hash.find(name));
                    assertEquals("y".repeat(value), hash.found().value().utf8());
                    assertEquals(name, hash.found().field());
                }
            }
            hash.put(text("0f0"), text("z".repeat(300)));
            hash.put(text("0f0"), text("short"));
            assertArrayEquals(text("short").toBytes(), hash.get(text("0f0")));
        }
    }

    @Test
    void aWalkInStepsMeetsEachFieldThatStaysExactlyOnce() {
        for (long seed = 1; seed <= 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            HashValue hash = filled(type(0, 64), 1 + random.nextInt(3000));
            Set<String> staying = new HashSet<>(contents(hash).keySet());
            List<String> met = new ArrayList<>();
            boolean grows = random.nextBoolean();
            long cursor = 0;
            int step = 0;
            do {
                cursor = hash.scan(cursor, 1 + random.nextInt(20), (field, _) -> met.add(field.utf8()));
                for (int i = 0; i < 40; i++) {
                    if (grows) {
                        hash.put(text("more" + step++), text(""));
                    } else {
                        String gone = "field" + random.nextInt(3000);
                        hash.remove(text(gone));
                        staying.remove(gone);
                    }
                }
            } while (cursor != 0);
            for (String field : staying) {
                assertEquals(1, Collections.frequency(met, field), "seed " + seed + ": " + field);
            }
        }
    }

    @Test
    void aCursorThatNobodyWasGivenIsSomePlace() {
        HashValue hash = filled(type(0, 64), 1000);
        for (long cursor : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, (1L << 32) - 1, 5}) {
            assertTrue(hash.scan(cursor, 10, (_, _) -> {}) < 1L << 32);
        }
    }

    @Test
    void asksForAboutAsManyAsWanted() {
        HashValue hash = filled(type(0, 64), 10_000);
        int[] visited = new int[1];
        hash.scan(0, 100, (_, _) -> visited[0]++);
        assertTrue(visited[0] >= 100 && visited[0] < 200, "visited " + visited[0]);
    }

    @Test
    void givesMemoryBackWhenFieldsGo() {
        HashType type = type(0, 64);
        HashValue hash = filled(type, 20_000);
        long full = type.bytes(hash);
        for (int i = 0; i < 20_000; i++) {
            if (i % 1000 != 0) {
                hash.remove(text("field" + i));
            }
        }
        assertTrue(type.bytes(hash) < full / 10, full + " bytes, then " + type.bytes(hash));
        for (int i = 0; i < 20_000; i += 1000) {
            assertTrue(hash.remove(text("field" + i)));
        }
        assertTrue(type.isEmpty(hash));
        assertTrue(type.bytes(hash) < 2000, "empty: " + type.bytes(hash));
    }

    @Test
    void takesLittleMoreThanItsFields() {
        HashType type = type(0, 64);
        HashValue hash = filled(type, 100_000);
        long contents = 0;
        for (int i = 0; i < 100_000; i++) {
            contents += ("field" + i).length() + ("value" + i).length();
        }
        long perField = (type.bytes(hash) - contents) / 100_000;
        assertTrue(perField < 20, perField + " bytes for each field besides its own");
    }

    @Test
    void packedItIsTheSame() {
        HashValue hash = filled(TYPE, 100);
        byte[] bytes = new byte[TYPE.packedBytes(hash)];
        TYPE.pack(hash, bytes);
        HashValue other = filled(TYPE, 7);
        TYPE.unpack(other, Slice.of(bytes));
        assertEquals(contents(hash), contents(other));
        assertEquals(100, other.size());
        other.put(text("field5"), text("changed"));
        assertEquals("value5", contents(hash).get("field5"));

        assertEquals(-1, TYPE.packedBytes(filled(type(1, 64), 2)));
    }

    @Test
    void picksEachFieldAboutEquallyOften() {
        for (HashType type : List.of(TYPE, type(0, 64))) {
            HashValue hash = filled(type, 50);
            Map<String, Integer> picked = new LinkedHashMap<>();
            new RandomFields(hash)
                    .repeated(50_000, place -> picked.merge(place.field().utf8(), 1, Integer::sum));
            assertEquals(50, picked.size());
            // A thousand each; six standard deviations to both sides.
            picked.values().forEach(count -> assertEquals(1000, count, 190));
        }
    }

    @Test
    void picksAreDifferentIfTheyShall() {
        for (HashType type : List.of(TYPE, type(0, 64))) {
            HashValue hash = filled(type, 300);
            for (int count : List.of(1, 2, 50, 99, 100, 101, 200, 299, 300)) {
                Set<String> picked = new HashSet<>();
                new RandomFields(hash)
                        .distinct(
                                count,
                                place -> assertTrue(picked.add(place.field().utf8())));
                assertEquals(count, picked.size());
            }
            assertFalse(hash.contains(text("none")));
        }
    }
}
