package dev.mortise.lists;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListValueTest {

    private static final ListType TYPE = type(-2);

    private static ListType type(long pageSize) {
        return new ListType(new PageLimit(() -> pageSize));
    }

    private static Slice text(String text) {
        return Slice.of(text);
    }

    private static @Nullable String at(ListValue list, long index) {
        byte[] element = list.get(index);
        return element == null ? null : new String(element, StandardCharsets.UTF_8);
    }

    private static List<String> contents(ListValue list) {
        List<String> contents = new ArrayList<>();
        list.forEach(element -> contents.add(element.utf8()));
        return contents;
    }

    private static List<String> backwards(ListValue list) {
        List<String> contents = new ArrayList<>();
        for (boolean there = list.seek(-1); there; there = list.previous()) {
            contents.addFirst(list.element().utf8());
        }
        return contents;
    }

    private static ListValue filled(ListType type, int elements) {
        ListValue list = type.create();
        for (int i = 0; i < elements; i++) {
            list.addLast(text("element" + i));
        }
        return list;
    }

    @Test
    void whatPassesThroughALongQueueIsPutIntoThePagesThatAreEmptied() {
        ListValue list = TYPE.create();
        int next = 100_000;
        while (next < 105_000) {
            list.addLast(text("element" + next++));
        }
        int first = 100_000;
        while (first < 110_000) {
            list.addLast(text("element" + next++));
            list.removeFirst(1);
            first++;
        }
        long bytes = list.heapBytes();
        while (first < 130_000) {
            assertEquals("element" + first, at(list, 0));
            list.addLast(text("element" + next++));
            list.removeFirst(1);
            first++;
            assertEquals(bytes, list.heapBytes());
        }
        assertEquals(list.measuredBytes(), bytes);
    }

    @Test
    void aListThatHasBecomeShortKeepsNoEmptyPage() {
        ListValue list = filled(TYPE, 5000);
        list.removeLast(4990);
        assertTrue(list.heapBytes() < 10_000);
        assertEquals(list.measuredBytes(), list.heapBytes());
    }

    @Test
    void elementsAreFoundFromBothEnds() {
        ListValue list = filled(TYPE, 3);
        assertEquals("element0", at(list, 0));
        assertEquals("element2", at(list, 2));
        assertEquals("element2", at(list, -1));
        assertEquals("element0", at(list, -3));
        assertNull(list.get(3));
        assertNull(list.get(-4));
        assertNull(list.get(Long.MIN_VALUE));
        assertNull(list.get(Long.MAX_VALUE));
        assertNull(TYPE.create().get(0));
        assertNull(TYPE.create().get(-1));
    }

    /** The number of bytes of a length changes at each power of 128. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152})
    void elementsOfAnyLengthAreWalkedBothWays(int length) {
        String element = "x".repeat(length);
        ListValue list = TYPE.create();
        list.addLast(text("a"));
        list.addLast(text(element));
        list.addFirst(text(element));
        list.addLast(text("b"));
        List<String> expected = List.of(element, "a", element, "b");
        assertEquals(expected, contents(list));
        assertEquals(expected, backwards(list));
        list.seek(0);
        assertTrue(list.isAt(text(element)));
        assertFalse(list.isAt(text(element + "x")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, -1, -5, 1000})
    void goesThroughRandomChangesAsAnArrayDoes(long pageSize) {
        ListType type = type(pageSize);
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ListValue list = type.create();
            List<String> model = new ArrayList<>();
            int longest = seed % 4 == 0 ? 5000 : 200;
            for (int i = 0; i < 2000; i++) {
                change(list, model, random, longest);
                assertEquals(model.size(), list.size(), "seed " + seed + ", change " + i);
                if (i % 50 == 0) {
                    assertEquals(model, contents(list), "seed " + seed + ", change " + i);
                    assertEquals(model, backwards(list));
                    assertEquals(list.measuredBytes(), list.heapBytes());
                }
            }
            list.removeFirst(model.size());
            assertEquals(List.of(), contents(list));
        }
    }

    private static void change(ListValue list, List<String> model, SplittableRandom random, int longest) {
        String element = Integer.toString(random.nextInt(20))
                + "y".repeat(random.nextInt(10) == 0 ? random.nextInt(longest) : random.nextInt(5));
        int index = model.isEmpty() ? 0 : random.nextInt(model.size());
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                list.addFirst(text(element));
                model.addFirst(element);
            }
            case 2, 3 -> {
                list.addLast(text(element));
                model.addLast(element);
            }
            case 4 -> {
                int count = Math.min(random.nextInt(8), model.size());
                list.removeFirst(count);
                model.subList(0, count).clear();
            }
            case 5 -> {
                int count = Math.min(random.nextInt(8), model.size());
                list.removeLast(count);
                model.subList(model.size() - count, model.size()).clear();
            }
            case 6 -> {
                if (list.seek(index)) {
                    list.replace(text(element));
                    assertEquals(element, list.element().utf8());
                    model.set(index, element);
                }
            }
            case 7, 8 -> {
                if (list.seek(index)) {
                    list.insertBefore(text(element));
                    model.add(index, element);
                    assertEquals(element, list.element().utf8());
                }
            }
            case 9 -> {
                if (list.seek(index - model.size())) {
                    list.insertAfter(text(element));
                    model.add(index + 1, element);
                    assertEquals(element, list.element().utf8());
                }
            }
            default -> remove(list, model, index, random);
        }
    }

    private static void remove(ListValue list, List<String> model, int index, SplittableRandom random) {
        if (!list.seek(index)) {
            return;
        }
        model.remove(index);
        if (random.nextBoolean()) {
            assertEquals(index < model.size(), list.removeAndNext());
            if (index < model.size()) {
                assertEquals(model.get(index), list.element().utf8());
            }
        } else {
            assertEquals(index > 0, list.removeAndPrevious());
            if (index > 0) {
                assertEquals(model.get(index - 1), list.element().utf8());
            }
        }
        if (random.nextInt(4) == 0) {
            list.tidy();
        }
    }

    @Test
    void takesLittleMoreThanItsElements() {
        ListValue list = filled(TYPE, 100_000);
        long contents = contents(list).stream().mapToLong(String::length).sum();
        long perElement = (TYPE.bytes(list) - contents) / 100_000;
        assertTrue(perElement <= 2, perElement + " bytes for each element besides its own");
    }

    @Test
    void givesBackWhatItHasTaken() {
        ListValue list = filled(TYPE, 100_000);
        list.removeFirst(50_000);
        list.removeLast(49_990);
        assertEquals(10, list.size());
        assertTrue(TYPE.bytes(list) < 100_000, "pages are gone; the ring of references stays");
        assertEquals("element50000", at(list, 0));
    }

    /** As many as come in go out, forever, in what room the queue takes at its longest. */
    @Test
    void aQueueDoesNotGrow() {
        ListValue list = filled(TYPE, 100);
        for (int i = 0; i < 100_000; i++) {
            list.addLast(text("element" + i));
            list.removeFirst(1);
        }
        assertTrue(TYPE.bytes(list) < 30_000, "bytes: " + TYPE.bytes(list));
        assertEquals(100, list.size());
    }

    @Test
    void aCopyIsAListOfItsOwn() {
        for (int size : List.of(1, 5000)) {
            ListValue list = filled(TYPE, size);
            ListValue copy = TYPE.copy(list);
            List<String> before = contents(list);
            copy.addFirst(text("new"));
            copy.seek(1);
            copy.replace(text("other"));
            assertEquals(before, contents(list));
            assertEquals(size + 1, copy.size());
        }
    }

    @Test
    void packedItIsTheSame() {
        ListValue list = filled(TYPE, 50);
        byte[] bytes = new byte[TYPE.packedBytes(list)];
        TYPE.pack(list, bytes);
        // Whatever was lent before: another small one, or one that has outgrown what is packed.
        for (int before : List.of(0, 7, 5000)) {
            ListValue other = filled(TYPE, before);
            TYPE.unpack(other, Slice.of(bytes));
            assertEquals(contents(list), contents(other));
            assertEquals(50, other.size());
            other.addFirst(text("new"));
            other.addLast(text("new"));
            assertEquals(other.measuredBytes(), other.heapBytes());
        }
        assertEquals(50, contents(list).size());
    }

    @Test
    void isPackedUpToAKilobyte() {
        ListValue list = TYPE.create();
        // Two bytes at each end for the length, and two for the number of elements.
        list.addLast(text("x".repeat(1018)));
        assertEquals(1024, TYPE.packedBytes(list));
        list.seek(0);
        list.replace(text("x".repeat(1019)));
        assertEquals(-1, TYPE.packedBytes(list));
    }

    @Test
    void bytesOfAnyKindComeBack() {
        byte[] odd = {0, -1, 13, 10, -128, 127};
        ListValue list = TYPE.create();
        list.addLast(Slice.of(odd));
        assertArrayEquals(odd, list.get(0));
    }
}
