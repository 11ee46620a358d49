package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static dev.mortise.runtime.keyspace.TestKeyspace.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.MemorySettings;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Near the memory limit new blocks take the places of dead ones. */
class HolesTest {

    private static final int KEYS = 20_000;

    private final TestKeyspace keyspace = new TestKeyspace(1);
    private final SplittableRandom random = new SplittableRandom(11);

    @BeforeEach
    void fillToNearTheLimit() {
        for (int i = 0; i < KEYS; i++) {
            keyspace.set("key:%08d".formatted(i), value(i), NEVER);
        }
        keyspace.limit.configure(
                MemorySettings.DEFAULT.with(keyspace.store.memory().countedBytes(), EvictionPolicy.NOEVICTION));
    }

    @AfterEach
    void close() {
        keyspace.close();
    }

    /** Every value tells its key, so that a mix-up shows. */
    private byte[] value(int i) {
        return bytes("%08d".formatted(i) + "x".repeat(8 * random.nextInt(40)));
    }

    private long movedBytes() {
        return keyspace.store.shard(0).table(0).evacuation().movedBytes();
    }

    private void exchange(int oldest, int newest) {
        assertTrue(keyspace.remove("key:%08d".formatted(oldest)));
        keyspace.set("key:%08d".formatted(newest), value(newest), NEVER);
    }

    @Test
    void makeMovingUnnecessaryWhileSizesRepeat() {
        long before = movedBytes();
        for (int i = 0; i < 5 * KEYS; i++) {
            exchange(i, KEYS + i);
        }
        long died = 5L * KEYS * 180;
        assertTrue(movedBytes() - before < died / 4, movedBytes() - before + " moved for " + died);
    }

    @Test
    void holdWhatWasPutIntoThem() {
        for (int i = 0; i < KEYS; i++) {
            exchange(i, KEYS + i);
            if (i % 100 == 0) {
                keyspace.store.maintain(50_000);
            }
        }
        for (int i = KEYS; i < 2 * KEYS; i++) {
            assertTrue(keyspace.require("key:%08d".formatted(i)).startsWith("%08d".formatted(i)), "key " + i);
        }
        assertEquals(KEYS, keyspace.store.size(0));
    }

    /** What a command has borrowed stays as it is until the shard is given back, even if it was removed since. */
    @Test
    void areNotTakenBeforeTheLockIsGivenBack() {
        keyspace.run(0, bytes("key:%08d".formatted(1)), entry -> {
            byte[] before = TestKeyspace.string(entry).toBytes();
            Slice borrowed = TestKeyspace.string(entry);
            entry.remove();
            for (int i = 0; i < 100; i++) {
                byte[] other = bytes("other:%06d".formatted(i));
                long hash = keyspace.store.hash(other, 0, other.length);
                StoredEntry second = new StoredEntry();
                second.bind(keyspace.store.shard(0), 0, hash, other, 0, other.length, keyspace.nowMillis);
                second.set(Types.STRING, Slice.of(new byte[before.length]), NEVER);
            }
            assertEquals(Slice.of(before), borrowed);
        });
    }

    @Test
    void goWithTheirChunkWhenItIsEmptied() {
        // Sizes shift, so that holes are of no use and chunks are emptied all the time.
        for (int round = 1; round < 8; round++) {
            for (int i = 0; i < KEYS; i++) {
                keyspace.set("key:%08d".formatted(i), bytes("%08d".formatted(i) + "y".repeat(20 * round)), NEVER);
            }
        }
        assertTrue(movedBytes() > 0);
        for (int i = 0; i < KEYS; i++) {
            assertEquals("%08d".formatted(i) + "y".repeat(140), keyspace.get("key:%08d".formatted(i)));
        }
    }

    @Test
    void areForgottenWhenTheDatabaseIsCleared() {
        for (int i = 0; i < 100; i++) {
            keyspace.remove("key:%08d".formatted(i));
        }
        keyspace.store.clear(0);
        keyspace.set("key", value(0), NEVER);

        assertEquals(1, keyspace.store.size(0));
        assertTrue(keyspace.require("key").startsWith("00000000"));
    }
}
