package dev.mortise.lists;

import java.util.Arrays;

/** Bytes as C looks at text: up to a zero byte. So does {@code SORT} with patterns, numbers and what it compares. */
final class CText {

    private CText() {}

    /** {@return the index of the first zero byte, or the number of bytes if there is none} */
    static int end(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return end;
    }

    /** {@return what comes before the first zero byte: the same array if there is none} */
    static byte[] of(byte[] bytes) {
        int end = end(bytes);
        return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
    }
}
