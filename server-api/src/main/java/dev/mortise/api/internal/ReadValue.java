package dev.mortise.api.internal;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.ValueType;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a value in the {@linkplain ValueForm form} of snapshots from memory.
 *
 * <p>Believes nothing: every length is compared with what is left before anything is made of it. Not thread-safe.
 */
public final class ReadValue implements HostValueInput {

    private static final int BYTE_MASK = 0xFF;

    private final byte[] bytes;
    private final int end;
    private int position;

    /**
     * Reads a value that fills an array.
     *
     * @param bytes the array
     */
    public ReadValue(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /**
     * Reads a value that lies in an array.
     *
     * @param bytes the array
     * @param from where its first byte is
     * @param count up to how many bytes it may have
     */
    public ReadValue(byte[] bytes, int from, int count) {
        Objects.checkFromIndexSize(from, count, bytes.length);
        this.bytes = bytes;
        this.position = from;
        this.end = from + count;
    }

    /**
     * {@return the value, of which nothing is left over}
     *
     * @param type its type
     * @param version that of the type which wrote it
     * @param <V> its class
     * @throws DamagedValue if it cannot be read
     */
    public <V> V read(ValueType<V> type, int version) {
        if (version < 0 || version > type.version()) {
            throw ValueForm.newer(type, version);
        }
        V value = type.read(this, version);
        int kind = take();
        if (kind != ValueForm.END) {
            throw new DamagedValue(
                    "type '%s' has left something unread: %s".formatted(type.name(), ValueForm.nameOf(kind)));
        }
        return value;
    }

    /** {@return the index of the byte after what was read so far} */
    public int position() {
        return position;
    }

    @Override
    public long readLong() {
        expect(ValueForm.SIGNED);
        return takeLength();
    }

    @Override
    public int readCount() {
        long count = readLong();
        if (Long.compareUnsigned(count, (end - position) / ValueForm.LEAST_ITEM_BYTES) > 0) {
            throw new DamagedValue(
                    "a count of " + Long.toUnsignedString(count) + ", with " + (end - position) + " bytes left");
        }
        return (int) count;
    }

    @Override
    public double readDouble() {
        expect(ValueForm.DOUBLE);
        return Double.longBitsToDouble(takeLowestFirst(Double.BYTES));
    }

    @Override
    public byte[] readBytes() {
        expect(ValueForm.STRING);
        int count = takeStringLength();
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    @Override
    public boolean atEnd() {
        return position >= end || bytes[position] == ValueForm.END;
    }

    private void expect(int wanted) {
        int kind = take();
        if (kind != wanted) {
            throw new DamagedValue(
                    "%s was expected, not %s".formatted(ValueForm.nameOf(wanted), ValueForm.nameOf(kind)));
        }
    }

    private int takeStringLength() {
        long count = takeLength();
        if (Long.compareUnsigned(count, end - position) > 0) {
            throw new DamagedValue(
                    "a string of " + Long.toUnsignedString(count) + " bytes, with " + (end - position) + " left");
        }
        return (int) count;
    }

    private long takeLength() {
        int first = take();
        if (first < ValueForm.MIDDLE) {
            return first;
        }
        if (first < ValueForm.LONG_32) {
            return (long) (first - ValueForm.MIDDLE) << Byte.SIZE | take();
        }
        return switch (first) {
            case ValueForm.LONG_32 -> takeHighestFirst(Integer.BYTES);
            case ValueForm.LONG_64 -> takeHighestFirst(Long.BYTES);
            default -> throw new DamagedValue("a length that begins with the byte " + first);
        };
    }

    private long takeHighestFirst(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << Byte.SIZE | take();
        }
        return value;
    }

    private long takeLowestFirst(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) take() << (i * Byte.SIZE);
        }
        return value;
    }

    private int take() {
        if (position >= end) {
            throw new DamagedValue("the value is cut off");
        }
        return bytes[position++] & BYTE_MASK;
    }
}
