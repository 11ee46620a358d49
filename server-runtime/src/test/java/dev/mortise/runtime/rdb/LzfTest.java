package dev.mortise.runtime.rdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LzfTest {

    private final Lzf lzf = new Lzf();

    private int roundTrip(byte[] in) {
        byte[] packed = new byte[2 * in.length + 10];
        int length = lzf.compress(in, 0, in.length, packed, 3, packed.length - 3);
        byte[] out = new byte[in.length];
        assertTrue(Lzf.expand(Arrays.copyOfRange(packed, 3, 3 + length), length, out, out.length));
        assertArrayEquals(in, out);
        return length;
    }

    @Test
    void makesRepetitionsShort() {
        assertTrue(roundTrip("a".repeat(10_000).getBytes(StandardCharsets.US_ASCII)) < 150);
        assertTrue(roundTrip("hello world ".repeat(100).getBytes(StandardCharsets.US_ASCII)) < 60);
    }

    @Test
    void leavesNoTraceInTheNextString() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] in = new byte[random.nextInt(1, 200)];
            int letters = random.nextInt(1, 60);
            for (int j = 0; j < in.length; j++) {
                in[j] = (byte) random.nextInt(letters);
            }
            roundTrip(in);
        }
    }

    @Test
    void reachesBackEightKibibytesAndNoFurther() {
        byte[] in = new byte[20_000];
        new SplittableRandom(3).nextBytes(in);
        System.arraycopy(in, 0, in, 8192, 100);
        System.arraycopy(in, 0, in, 19_000, 100);

        roundTrip(in);
    }

    @Test
    void givesUpWhereNothingIsWon() {
        byte[] in = new byte[32];
        new SplittableRandom(3).nextBytes(in);

        assertEquals(0, lzf.compress(in, 0, in.length, new byte[64], 0, in.length - 4));
    }

    @Test
    void expandsWhatRedisCompressed() {
        // The value that 'SET k aaaa...' of 40 letters becomes in a dump.
        byte[] packed = {0x01, 'a', 'a', (byte) 0xE0, 0x1B, 0x00, 0x01, 'a', 'a'};
        byte[] out = new byte[40];

        assertTrue(Lzf.expand(packed, packed.length, out, out.length));
        assertEquals("a".repeat(40), new String(out, StandardCharsets.US_ASCII));
    }

    @Test
    void refusesWhateverWouldLeadOutside() {
        SplittableRandom random = new SplittableRandom(11);
        byte[] in = new byte[40];
        byte[] out = new byte[60];
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(in);
            int length = random.nextInt(in.length);
            assertDoesNotThrow(() -> Lzf.expand(in, length, out, random.nextInt(out.length)));
        }
        assertFalse(Lzf.expand(new byte[] {0x20, 0x00}, 2, out, 3), "nothing to copy from");
        assertFalse(Lzf.expand(new byte[] {0x05, 'a'}, 2, out, 6), "cut off");
    }
}
