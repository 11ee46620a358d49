package dev.mortise.runtime.rdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is saved is loaded; what others have saved is too, or kept if nobody here understands it. */
class RdbRoundTripTest {

    private final TestSnapshots source = new TestSnapshots(TestSnapshots.NUMBERS);
    private final TestSnapshots target = new TestSnapshots(TestSnapshots.NUMBERS);

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0", "-1", "127", "-128", "128", "32767", "-32768", "32768", "2147483647", "-2147483648",
                "2147483648", "-0", "00", "+1", " 1", "1 ", "12345678901", "123456789012", "-", "é", "\0\r\n",
                "aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaa"
            })
    void keepsStringsOfEveryEncoding(String text) throws IOException {
        source.set("key", text);
        source.set(text, "value");

        target.load(source.save());

        assertEquals(text, target.get("key"));
        assertEquals("value", target.get(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64, 16_383, 16_384, 70_000, 3_000_000})
    void keepsLongStrings(int length) throws IOException {
        byte[] random = new byte[length];
        new SplittableRandom(length).nextBytes(random);
        String noise = new String(random, StandardCharsets.ISO_8859_1);
        source.set("noise", noise);
        source.set("pattern", "abcdefgh".repeat(length / 8 + 1));

        byte[] file = source.save();
        target.load(file);

        assertEquals(noise, target.get("noise"));
        assertEquals("abcdefgh".repeat(length / 8 + 1), target.get("pattern"));
        assertTrue(file.length < length + length / 8 + 300, "the pattern was compressed");
    }

    @Test
    void keepsDatabasesAndExpiries() throws IOException {
        long instant = TestSnapshots.NOW_MILLIS + 12_345;
        source.with(0, TestSnapshots.bytes("zero"), e -> e.set(Types.STRING, Slice.of("0"), Entry.NEVER));
        source.with(3, TestSnapshots.bytes("three"), e -> e.set(Types.STRING, Slice.of("3"), instant));

        LoadReport report = target.load(source.save());

        assertEquals(2, report.keys());
        assertEquals("Mortise test", report.writtenBy());
        assertEquals("9", report.version());
        assertEquals("0", target.get("zero"));
        target.with(3, TestSnapshots.bytes("three"), e -> assertEquals(instant, e.expireAtMillis()));
        assertEquals(1, target.store.size(3));
    }

    @Test
    void leavesOutWhoseTimeIsOver() throws IOException {
        byte[] file = TestSnapshots.file("REDIS0009", bytes -> {
            bytes.putByte(RdbFormat.OP_EXPIRES_MILLIS);
            bytes.putLong(TestSnapshots.NOW_MILLIS);
            string(bytes, "over", "1");
            bytes.putByte(RdbFormat.OP_EXPIRES_MILLIS);
            bytes.putLong(TestSnapshots.NOW_MILLIS + 1);
            string(bytes, "soon", "2");
            string(bytes, "never", "3");
        });

        LoadReport report = target.load(file);

        assertEquals(1, report.expired());
        assertEquals(2, report.keys());
        assertEquals("(none)", target.get("over"));
        target.with(0, TestSnapshots.bytes("never"), e -> assertEquals(Entry.NEVER, e.expireAtMillis()));
    }

    @Test
    void keepsValuesOfPlugins() throws IOException {
        source.with(
                0,
                TestSnapshots.bytes("n"),
                e -> e.set(TestSnapshots.NUMBERS, new long[] {1, -1, Long.MAX_VALUE, 300}, Entry.NEVER));

        target.load(source.save());

        target.with(
                0,
                TestSnapshots.bytes("n"),
                e -> assertArrayEquals(new long[] {1, -1, Long.MAX_VALUE, 300}, e.get(TestSnapshots.NUMBERS)));
    }

    @Test
    void keepsValuesOfPluginsThatAreNotHere() throws IOException {
        source.with(0, TestSnapshots.bytes("n"), e -> e.set(TestSnapshots.NUMBERS, new long[] {7}, Entry.NEVER));
        try (TestSnapshots without = new TestSnapshots()) {
            LoadReport report = without.load(source.save());

            assertEquals(Map.of("numbers@test", 1L), report.opaque());
            without.with(0, TestSnapshots.bytes("n"), e -> {
                assertEquals("numbers@test", e.type() == null ? "" : e.type().name());
                assertThrows(ServerError.class, () -> e.get(Types.STRING));
            });
            target.load(without.save());
        }
        target.with(0, TestSnapshots.bytes("n"), e -> assertArrayEquals(new long[] {7}, e.get(TestSnapshots.NUMBERS)));
    }

    private static void string(RdbBytes bytes, String key, String value) {
        bytes.putByte(RdbType.STRING.code);
        bytes.putText(key);
        bytes.putText(value);
    }

    /** A value of each form, as short as it can be with something in it. */
    private static void value(RdbBytes bytes, RdbType form) {
        switch (form) {
            case LIST, SET, LIST_QUICKLIST -> texts(bytes, "one", "two");
            case HASH -> {
                bytes.putLength(1);
                bytes.putText("field");
                bytes.putText("value");
            }
            case HASH_OF_VALKEY -> {
                bytes.putLength(1);
                bytes.putText("field");
                bytes.putText("value");
                bytes.putLong(-1);
            }
            case HASH_WITH_EXPIRIES -> {
                bytes.putLong(77);
                bytes.putLength(1);
                bytes.putLength(5000);
                bytes.putText("field");
                bytes.putText("value");
            }
            case HASH_LISTPACK_WITH_EXPIRIES -> {
                bytes.putLong(77);
                bytes.putText("packed");
            }
            case ZSET -> {
                bytes.putLength(2);
                bytes.putText("a");
                bytes.putText("1.5");
                bytes.putText("b");
                bytes.putByte(255);
            }
            case ZSET_2 -> {
                bytes.putLength(1);
                bytes.putText("a");
                bytes.putLong(Double.doubleToLongBits(1.5));
            }
            case LIST_QUICKLIST_2 -> {
                bytes.putLength(1);
                bytes.putLength(2);
                bytes.putText("packed");
            }
            case MODULE -> {
                bytes.putLength(ModuleId.of("ReJSON-RL", 3));
                bytes.putLength(RdbFormat.ITEM_SIGNED);
                bytes.putLength(1);
                bytes.putLength(RdbFormat.ITEM_FLOAT);
                bytes.putByte(0);
                bytes.putByte(0);
                bytes.putByte(0);
                bytes.putByte(0);
                bytes.putLength(RdbFormat.ITEM_DOUBLE);
                bytes.putLong(1);
                bytes.putLength(RdbFormat.ITEM_STRING);
                bytes.putText("json");
                bytes.putLength(RdbFormat.ITEM_END);
            }
            case STREAM -> stream(bytes, 1);
            case STREAM_2 -> stream(bytes, 2);
            case STREAM_3 -> stream(bytes, 3);
            default -> bytes.putText("packed");
        }
    }

    private static void texts(RdbBytes bytes, String... texts) {
        bytes.putLength(texts.length);
        for (String text : texts) {
            bytes.putText(text);
        }
    }

    private static void stream(RdbBytes bytes, int form) {
        bytes.putLength(1);
        bytes.putText("0123456789abcdef");
        bytes.putText("packed");
        for (int i = 0; i < (form == 1 ? 3 : 8); i++) {
            bytes.putLength(1000L * i);
        }
        bytes.putLength(1);
        bytes.putText("group");
        for (int i = 0; i < (form == 1 ? 2 : 3); i++) {
            bytes.putLength(70L * i);
        }
        bytes.putLength(1);
        bytes.putLong(1);
        bytes.putLong(2);
        bytes.putLong(3);
        bytes.putLength(4);
        bytes.putLength(1);
        bytes.putText("consumer");
        bytes.putLong(5);
        if (form == 3) {
            bytes.putLong(6);
        }
        bytes.putLength(1);
        bytes.putLong(1);
        bytes.putLong(2);
    }

    @Test
    void keepsWhatNoModuleUnderstandsByteForByte() throws IOException {
        for (RdbType form : RdbType.values()) {
            if (form == RdbType.STRING) {
                continue;
            }
            boolean ofValkey = form == RdbType.HASH_OF_VALKEY;
            String header = ofValkey ? "VALKEY080" : "REDIS%04d".formatted(Math.max(9, form.since));
            Consumer<RdbBytes> body = bytes -> {
                bytes.putByte(form.code);
                bytes.putText("key");
                value(bytes, form);
                string(bytes, "after", "it");
            };
            RdbBytes expected = new RdbBytes();
            expected.putByte(form.code);
            expected.putText("key");
            value(expected, form);
            try (TestSnapshots other = new TestSnapshots()) {
                LoadReport report = other.load(TestSnapshots.file(header, body));
                byte[] again = other.save();

                String name = form == RdbType.MODULE ? "ReJSON-RL" : form.typeName;
                assertEquals(Map.of(name, 1L), report.opaque(), form.name());
                assertEquals("it", other.get("after"), form.name());
                String saved = new String(again, StandardCharsets.ISO_8859_1);
                assertEquals(header, saved.substring(0, 9), form.name());
                String bytes = new String(expected.toArray(), StandardCharsets.ISO_8859_1);
                assertTrue(saved.contains(bytes), form.name());
            }
        }
    }

    @Test
    void keepsFunctionsAndWhatModulesSayOfTheWhole() throws IOException {
        byte[] file = TestSnapshots.file("REDIS0010", bytes -> {
            bytes.putByte(RdbFormat.OP_FUNCTION);
            bytes.putText("#!lua name=lib\nredis.register_function('f', function() return 1 end)");
            bytes.putByte(RdbFormat.OP_MODULE_AUX);
            bytes.putLength(ModuleId.of("ReJSON-RL", 3));
            bytes.putLength(RdbFormat.ITEM_UNSIGNED);
            bytes.putLength(2);
            bytes.putLength(RdbFormat.ITEM_STRING);
            bytes.putText("aux");
            bytes.putLength(RdbFormat.ITEM_END);
            string(bytes, "key", "value");
        });
        RdbLoader loader = target.loader();
        loader.load(new ByteArrayInputStream(file), file.length, true, _ -> {});

        assertEquals(2, loader.sections().size());
        byte[] again = target.save(new SaveOptions(9, true, true, "7.0.15", "test", 1, () -> 0), loader.sections());
        try (TestSnapshots third = new TestSnapshots()) {
            RdbLoader other = third.loader();
            LoadReport report = other.load(new ByteArrayInputStream(again), -1, true, _ -> {});
            assertEquals("10", report.version());
            assertArrayEquals(loader.sections().get(0), other.sections().get(0));
            assertArrayEquals(loader.sections().get(1), other.sections().get(1));
            assertEquals("value", third.get("key"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS0014", "REDIS0080", "VALKEY081", "REDIS0000", "RADIS0009", "REDIS00x9", "GIF89a   "})
    void refusesWhatItDoesNotKnow(String header) {
        byte[] file = TestSnapshots.file(header, bytes -> string(bytes, "key", "value"));

        assertThrows(DamagedSnapshot.class, () -> target.load(file));
    }

    @Test
    void namesTheVersionItDoesNotKnow() {
        byte[] file = TestSnapshots.file("REDIS0099", _ -> {});

        DamagedSnapshot refused = assertThrows(DamagedSnapshot.class, () -> target.load(file));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("version 99 of the format; versions 1 to 13 are read"),
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void readsFilesWithoutAChecksum(int version) throws IOException {
        RdbBytes bytes = new RdbBytes();
        byte[] header = RdbVersion.redis(version).header();
        bytes.put(header, 0, header.length);
        bytes.putByte(RdbFormat.OP_SELECT);
        bytes.putLength(0);
        bytes.putByte(RdbFormat.OP_EXPIRES_SECONDS);
        bytes.put(new byte[] {0x00, 0x5C, 0x7F, 0x71}, 0, 4);
        string(bytes, "key", "value");
        bytes.putByte(RdbFormat.OP_END);

        target.load(bytes.toArray());

        assertEquals("value", target.get("key"));
        target.with(0, TestSnapshots.bytes("key"), e -> assertEquals(0x717F_5C00L * 1000, e.expireAtMillis()));
    }

    @Test
    void believesAFileWhoseChecksumIsZero() throws IOException {
        source.set("key", "value");
        byte[] file = source.save(new SaveOptions(9, true, false, "7.0.15", "test", 1, () -> 0), List.of());

        assertEquals(0, file[file.length - 1]);
        target.load(file);
        assertEquals("value", target.get("key"));
    }

    @Test
    void dumpsAndRestoresSingleValues() throws IOException {
        DumpedValues dumps = new DumpedValues(source.types);
        source.set("key", "value");
        source.with(0, TestSnapshots.bytes("key"), e -> {
            byte[] dump = dumps.dump(e, 9, true);
            assertNotNull(dump);
            assertTrue(dumps.isWhole(dump));
            byte[] changed = dump.clone();
            changed[2]++;
            assertFalse(dumps.isWhole(changed));
        });
        source.with(0, TestSnapshots.bytes("none"), e -> assertNull(dumps.dump(e, 9, true)));
        // What redis-server 7.0.15 answers to DUMP of a key that holds 10.
        byte[] ten = HexFormat.of().parseHex("00c00a0a00");
        RdbBytes whole = new RdbBytes();
        whole.put(ten, 0, ten.length);
        whole.putLong(Crc64.update(0, ten, 0, ten.length));
        assertTrue(dumps.isWhole(whole.toArray()));
        IOException[] failure = new IOException[1];
        target.with(0, TestSnapshots.bytes("ten"), e -> {
            try {
                dumps.restore(whole.toArray(), e, Entry.NEVER);
            } catch (IOException wrong) {
                failure[0] = wrong;
            }
        });
        assertNull(failure[0]);
        assertEquals("10", target.get("ten"));
    }
}
