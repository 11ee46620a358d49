package dev.mortise.api.internal;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import java.util.Arrays;

/**
 * A value in the {@linkplain ValueForm form} of snapshots, in memory; reusable for the next.
 *
 * <pre>{@code
 * WrittenValue written = new WrittenValue();
 * written.write(type, value);
 * V same = new ReadValue(written.toBytes()).read(type, type.version());
 * }</pre>
 *
 * <p>Holds up to 2 GiB. Not thread-safe.
 */
public final class WrittenValue implements HostValueOutput {

    private static final int FIRST_BYTES = 64;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;
    private static final int BYTE_MASK = 0xFF;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /** An output without a value. */
    public WrittenValue() {}

    /**
     * Writes a value from its first item to its end, in place of what was written before.
     *
     * @param type its type
     * @param value it
     * @param <V> its class
     * @throws IllegalStateException if it is too large for one array
     */
    public <V> void write(ValueType<V> type, V value) {
        length = 0;
        type.write(value, this);
        put(ValueForm.END);
    }

    /**
     * {@return a value made of what another consists of}
     *
     * @param type its type
     * @param value the other
     * @param <V> its class
     */
    public static <V> V copy(ValueType<V> type, V value) {
        WrittenValue written = new WrittenValue();
        written.write(type, value);
        return new ReadValue(written.bytes, 0, written.length).read(type, type.version());
    }

    /** {@return how many bytes were written} */
    public int length() {
        return length;
    }

    /** {@return a copy of what was written} */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** {@return the bytes, of which {@link #length} count; they change with the next value} */
    public Slice slice() {
        Slice slice = SliceAccess.instance().unpointed();
        SliceAccess.instance().point(slice, bytes, 0, length);
        return slice;
    }

    @Override
    public void writeLong(long value) {
        put(ValueForm.SIGNED);
        putLength(value);
    }

    @Override
    public void writeDouble(double value) {
        put(ValueForm.DOUBLE);
        putLowestFirst(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    @Override
    public void writeBytes(byte[] string) {
        putString(string.length);
        System.arraycopy(string, 0, bytes, length, string.length);
        length += string.length;
    }

    @Override
    public void writeBytes(Slice string) {
        int count = string.length();
        putString(count);
        string.copyTo(bytes, length);
        length += count;
    }

    private void putString(int count) {
        if (count > MOST_STRING_BYTES) {
            throw new IllegalArgumentException("a string of " + count + " bytes; at most " + MOST_STRING_BYTES);
        }
        put(ValueForm.STRING);
        putLength(count);
        require(count);
    }

    private void putLength(long value) {
        if (value >>> ValueForm.SHORT_BITS == 0) {
            put((int) value);
        } else if (value >>> ValueForm.MIDDLE_BITS == 0) {
            put(ValueForm.MIDDLE | (int) (value >>> Byte.SIZE));
            put((int) value);
        } else if (value >>> Integer.SIZE == 0) {
            put(ValueForm.LONG_32);
            putHighestFirst(value, Integer.BYTES);
        } else {
            put(ValueForm.LONG_64);
            putHighestFirst(value, Long.BYTES);
        }
    }

    private void putHighestFirst(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            put((int) (value >>> (i * Byte.SIZE)));
        }
    }

    private void putLowestFirst(long value, int count) {
        for (int i = 0; i < count; i++) {
            put((int) (value >>> (i * Byte.SIZE)));
        }
    }

    private void put(int oneByte) {
        require(1);
        bytes[length++] = (byte) (oneByte & BYTE_MASK);
    }

    private void require(int more) {
        if (more > bytes.length - length) {
            long wanted = (long) length + more;
            if (wanted > MOST_BYTES) {
                throw new IllegalStateException("the value takes more than 2 GiB when it is written");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(wanted, 2L * bytes.length)));
        }
    }
}
