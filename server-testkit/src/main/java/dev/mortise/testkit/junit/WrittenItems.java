package dev.mortise.testkit.junit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The items that a written value consists of, to compare two of them.
 *
 * <p>A type may write what has no order, such as the members of a set, in any. So values count as equal if they consist
 * of the same items.
 */
final class WrittenItems {

    private static final int FLOAT = 3;
    private static final int DOUBLE = 4;
    private static final int STRING = 5;
    private static final int SHORT = 0x40;
    private static final int MIDDLE = 0x80;
    private static final int LONG_32 = 0x80;
    private static final int BYTE_MASK = 0xFF;
    private static final int LOW_BITS = 0x3F;

    private final ByteBuffer bytes;

    private WrittenItems(byte[] written) {
        bytes = ByteBuffer.wrap(written);
    }

    static boolean same(byte[] left, byte[] right) {
        return Arrays.equals(left, right) || of(left).equals(of(right));
    }

    /** {@return the items in hexadecimal digits, sorted} */
    static List<String> of(byte[] written) {
        WrittenItems items = new WrittenItems(written);
        List<String> all = new ArrayList<>();
        while (items.bytes.hasRemaining()) {
            int from = items.bytes.position();
            items.pass();
            all.add(HexFormat.of().formatHex(written, from, items.bytes.position()));
        }
        all.sort(null);
        return all;
    }

    private void pass() {
        switch (bytes.get()) {
            case 0 -> {
                // The end, which says nothing more.
            }
            case FLOAT -> skip(Float.BYTES);
            case DOUBLE -> skip(Double.BYTES);
            case STRING -> skip(length());
            default -> {
                long _ = length();
            }
        }
    }

    private long length() {
        int first = bytes.get() & BYTE_MASK;
        if (first < SHORT) {
            return first;
        }
        if (first < MIDDLE) {
            return ((first & (long) LOW_BITS) << Byte.SIZE) | (bytes.get() & BYTE_MASK);
        }
        return first == LONG_32 ? bytes.getInt() & 0xFFFF_FFFFL : bytes.getLong();
    }

    private void skip(long count) {
        bytes.position(Math.toIntExact(bytes.position() + count));
    }
}
