package dev.mortise.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthBytesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "127, 1",
        "128, 2",
        "16383, 2",
        "16384, 3",
        "2097151, 3",
        "2097152, 4",
        "268435455, 4",
        "268435456, 5",
        "2147483647, 5"
    })
    void takesAsManyBytesAsItSaysAndIsReadAgain(int length, int count) {
        byte[] bytes = new byte[1 + LengthBytes.MOST];
        Arrays.fill(bytes, (byte) -1);

        assertEquals(count, LengthBytes.count(length));
        assertEquals(1 + count, LengthBytes.put(bytes, 1, length));
        assertEquals(length, LengthBytes.at(bytes, 1));
    }

    @Test
    void hasTheLowestBitsFirst() {
        byte[] bytes = new byte[2];
        LengthBytes.put(bytes, 0, 300);

        assertArrayEquals(new byte[] {(byte) 0b1010_1100, 0b000_0010}, bytes);
    }

    @Test
    void needsRoom() {
        assertThrows(IndexOutOfBoundsException.class, () -> LengthBytes.put(new byte[1], 0, 128));
        assertThrows(IndexOutOfBoundsException.class, () -> LengthBytes.at(new byte[] {-1}, 0));
    }
}
