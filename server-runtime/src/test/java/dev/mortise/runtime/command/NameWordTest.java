package dev.mortise.runtime.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NameWordTest {

    @Test
    void everyByteAloneIsPutIntoCapitalsAsAsciiIs() {
        for (int b = 0; b < 256; b++) {
            byte[] one = {(byte) b, 0, 0, 0, 0, 0, 0, 0};
            long expected = b >= 'a' && b <= 'z' ? b - 32 : b;

            assertEquals(expected, NameWord.of(one, 0, 1), "byte " + b);
        }
    }

    @Test
    void aByteDoesNotTouchItsNeighbours() {
        for (int b = 0; b < 256; b++) {
            byte[] name = {'z', (byte) b, 'a', 'Z', (byte) b, '{', '`', (byte) b};
            long word = NameWord.of(name, 0, 8);
            for (int i = 0; i < 8; i++) {
                assertEquals(NameWord.upper(name[i]), (byte) (word >>> (8 * i)), "byte " + b + " at " + i);
            }
        }
    }

    @Test
    void whatFollowsTheNameDoesNotCount() {
        byte[] a = "getxxxxxxxxx".getBytes(StandardCharsets.US_ASCII);
        byte[] b = "GET\r\n$3\r\nabc".getBytes(StandardCharsets.US_ASCII);

        assertEquals(NameWord.of(a, 0, 3), NameWord.of(b, 0, 3));
        assertNotEquals(NameWord.of(a, 0, 3), NameWord.of(a, 0, 4));
        assertEquals(0, NameWord.of(a, 0, 0));
    }

    @Test
    void theEndOfTheBufferMakesNoDifference() {
        String text = "..setnxab";
        byte[] tight = text.getBytes(StandardCharsets.US_ASCII);
        byte[] roomy = (text.toUpperCase(Locale.ROOT) + "        ").getBytes(StandardCharsets.US_ASCII);
        for (int length = 0; length <= 7; length++) {
            assertEquals(NameWord.of(roomy, 2, length), NameWord.of(tight, 2, length), "length " + length);
        }
    }
}
