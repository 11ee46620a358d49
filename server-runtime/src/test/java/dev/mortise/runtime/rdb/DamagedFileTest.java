package dev.mortise.runtime.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mortise.api.Entry;
import dev.mortise.api.ValueType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are cut off, changed, or were never snapshots: always one clear error, never anything else. */
class DamagedFileTest {

    private final TestSnapshots source = new TestSnapshots(TestSnapshots.NUMBERS);
    private byte[] file = {};

    @BeforeEach
    void write() throws IOException {
        for (int i = 0; i < 40; i++) {
            source.set("key:" + i, "value ".repeat(i));
            source.set("number:" + i, Integer.toString(1 << (i % 31)));
        }
        source.with(0, TestSnapshots.bytes("n"), e -> e.set(TestSnapshots.NUMBERS, new long[] {7, 8}, Entry.NEVER));
        file = source.save();
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static void read(byte[] bytes, boolean verify) throws IOException {
        try (TestSnapshots target = new TestSnapshots(TestSnapshots.NUMBERS)) {
            RdbTarget nowhere = new RdbTarget() {
                @Override
                public void string(LoadedKey key, RdbBytes value) {
                    assertTrue(value.length <= 1 << 20, "no string is longer than the file could make it");
                }

                @Override
                public <V> void object(LoadedKey key, ValueType<V> type, V value) {
                    assertTrue(!type.name().isEmpty());
                }

                @Override
                public void section(byte[] section) {
                    assertTrue(section.length > 0);
                }
            };
            new RdbReader(new ByteArrayInputStream(bytes), target.types, nowhere, verify).read();
        }
    }

    @Test
    void cutOffAnywhereIsDamaged() {
        for (int length = 0; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            DamagedSnapshot damaged = assertThrows(DamagedSnapshot.class, () -> read(part, true));
            assertEquals(length, damaged.offset(), "it says where the file ends");
        }
    }

    @Test
    void anyBitChangedIsNoticed() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 5000; i++) {
            byte[] changed = file.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThrows(DamagedSnapshot.class, () -> read(changed, true), () -> "byte " + at);
        }
    }

    /** Without the checksum a change may go unnoticed, but it can do no harm. */
    @Test
    void nothingWorseHappensWithoutTheChecksum() {
        SplittableRandom random = new SplittableRandom(6);
        int noticed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = file.clone();
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                changed[random.nextInt(9, changed.length)] = (byte) random.nextInt();
            }
            try {
                read(changed, false);
            } catch (DamagedSnapshot e) {
                noticed++;
            } catch (IOException e) {
                fail(e);
            }
        }
        assertTrue(noticed > 5000, "most changes make no sense: " + noticed);
    }

    @Test
    void namesTheKey() {
        byte[] broken = TestSnapshots.file("REDIS0009", bytes -> {
            bytes.putByte(RdbType.STRING.code);
            bytes.putText("the key");
            bytes.putByte(0xC7);
        });

        DamagedSnapshot damaged = assertThrows(DamagedSnapshot.class, () -> read(broken, true));
        assertEquals(
                "byte 19, in the value of key 'the key', database 0: no string begins with the byte 199",
                damaged.getMessage());
    }

    @Test
    void aHugeLengthTakesNoMemory() {
        byte[] lies = TestSnapshots.file("REDIS0009", bytes -> {
            bytes.putByte(RdbType.STRING.code);
            bytes.putText("k");
            bytes.putLength(Integer.MAX_VALUE - 100);
        });
        byte[] compressed = TestSnapshots.file("REDIS0009", bytes -> {
            bytes.putByte(RdbType.STRING.code);
            bytes.putText("k");
            bytes.putByte(RdbFormat.ENCODED | RdbFormat.COMPRESSED);
            bytes.putLength(3);
            bytes.putLength(Integer.MAX_VALUE - 100);
        });

        assertThrows(DamagedSnapshot.class, () -> read(lies, true));
        assertThrows(DamagedSnapshot.class, () -> read(compressed, true));
    }

    @Test
    void aKeyThatComesTwiceIsDamage() {
        byte[] twice = TestSnapshots.file("REDIS0009", bytes -> {
            for (int i = 0; i < 2; i++) {
                bytes.putByte(RdbType.STRING.code);
                bytes.putText("k");
                bytes.putText("v");
            }
        });
        try (TestSnapshots target = new TestSnapshots()) {
            IOException refused = assertThrows(IOException.class, () -> target.load(twice));
            assertEquals("it has key 'k' of database 0 twice", refused.getMessage());
        }
    }
}
