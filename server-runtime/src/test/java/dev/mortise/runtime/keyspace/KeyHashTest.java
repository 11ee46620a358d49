package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyHashTest {

    private final KeyHash hash = KeyHash.random();

    @Test
    void isTheSameInAnArrayAndInMemory() {
        SplittableRandom random = new SplittableRandom(1);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(400);
            for (int length = 0; length < 300; length++) {
                byte[] key = new byte[length + 3];
                random.nextBytes(key);
                MemorySegment.copy(key, 3, memory, ValueLayout.JAVA_BYTE, 5, length);

                assertEquals(hash.hash(key, 3, length), hash.hash(memory, 5, length), "length " + length);
            }
        }
    }

    @Test
    void dependsOnEveryByteAndOnTheLength() {
        for (int length = 0; length < 100; length++) {
            Set<Long> seen = new HashSet<>();
            byte[] key = new byte[length];
            seen.add(hash.hash(key, 0, length));
            for (int i = 0; i < length; i++) {
                key[i] = 1;
                assertTrue(seen.add(hash.hash(key, 0, length)), "byte " + i + " of " + length);
                key[i] = 0;
            }
            assertTrue(seen.add(hash.hash(new byte[length + 1], 0, length + 1)), "length " + length);
        }
    }

    /** Keys that differ in few bits, as those of real clients do, must spread over shards, tags and positions alike. */
    @Test
    void spreadsSimilarKeys() {
        int[] shards = new int[16];
        int[] tags = new int[128];
        int[] positions = new int[64];
        for (int i = 0; i < 128_000; i++) {
            byte[] key = TestKeyspace.bytes("key:%012d".formatted(i));
            long value = hash.hash(key, 0, key.length);
            shards[(int) value & 15]++;
            tags[KeyHash.tag(value)]++;
            positions[(int) (KeyHash.position(value) >>> 26)]++;
        }
        assertEquals(0, tags[0], "0 means empty");
        assertSpread(shards, 0, 8000);
        // 256 values on 127 tags: one of them gets three shares.
        assertSpread(tags, 1, 1008);
        assertSpread(positions, 0, 2000);
    }

    private static void assertSpread(int[] counts, int from, int expected) {
        for (int i = from; i < counts.length; i++) {
            assertTrue(
                    counts[i] > expected * 0.8 && counts[i] < expected * 1.75,
                    counts[i] + " instead of " + expected + " at " + i);
        }
    }
}
