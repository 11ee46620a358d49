package dev.mortise.api;

import dev.mortise.api.internal.SliceAccess;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes: an argument, a key or a value, borrowed from the server's memory.
 *
 * <p>The server points the same object at other bytes again and again, so a slice is valid only as long as the call it
 * was handed to; what shall live longer is copied with {@link #toBytes()} or {@link #utf8()}. Slices made with
 * {@link #of(byte[])} stay as they are. A slice never shows the memory it lies in.
 *
 * <p>{@code equals}, {@code hashCode} and {@code compareTo} (unsigned, as {@code memcmp}) are about the bytes. Not for
 * other threads.
 */
@Stable
public final class Slice implements Comparable<Slice> {

    /** No bytes at all. */
    public static final Slice EMPTY = of(new byte[0]);

    /** The length of a slice that was taken back: one comparison tells it from all others. */
    private static final int SPOILED = -1;

    // The bytes lie in the array, or, if that is null, in the segment.
    private byte @Nullable [] array;
    private @Nullable MemorySegment segment;
    private long offset;
    private int length;

    static {
        SliceAccess.provide(new SliceAccess() {
            @Override
            public Slice unpointed() {
                return new Slice();
            }

            @Override
            public void point(Slice slice, byte[] bytes, int from, int count) {
                slice.point(bytes, from, count);
            }

            @Override
            public void point(Slice slice, MemorySegment memory, long from, int count) {
                slice.array = null;
                slice.segment = memory;
                slice.offset = from;
                slice.length = count;
            }

            @Override
            public Slice copyOf(Slice slice) {
                Slice copy = new Slice();
                copy.array = slice.array;
                copy.segment = slice.segment;
                copy.offset = slice.offset;
                copy.length = slice.length;
                return copy;
            }

            @Override
            public void spoil(Slice slice) {
                slice.array = null;
                slice.segment = null;
                slice.length = SPOILED;
            }

            @Override
            public byte @Nullable [] array(Slice slice) {
                return slice.array;
            }

            @Override
            public @Nullable MemorySegment segment(Slice slice) {
                return slice.segment;
            }

            @Override
            public long offset(Slice slice) {
                return slice.offset;
            }
        });
    }

    private Slice() {}

    /**
     * {@return a slice that stays on these bytes}
     *
     * @param bytes not copied; must not change while the slice is used
     */
    public static Slice of(byte[] bytes) {
        Slice slice = new Slice();
        slice.array = bytes;
        slice.length = bytes.length;
        return slice;
    }

    /**
     * {@return a slice of a text in UTF-8}
     *
     * @param text the text
     */
    public static Slice of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a slice over nothing, for {@link LentSlice}} */
    static Slice unpointed() {
        return new Slice();
    }

    /** Points it at bytes of an array. */
    void point(byte[] bytes, int from, int count) {
        array = bytes;
        segment = null;
        offset = from;
        length = count;
    }

    /** {@return the array the bytes lie in, or null if they lie elsewhere} */
    byte @Nullable [] arrayOrNull() {
        return array;
    }

    /** {@return the index of the first byte in the array} */
    int arrayOffset() {
        return (int) offset;
    }

    /** {@return how many bytes there are} */
    public int length() {
        int count = length;
        if (count < 0) {
            throw spoiled();
        }
        return count;
    }

    private static IllegalStateException spoiled() {
        return new IllegalStateException("this slice was borrowed for a call that is over");
    }

    /** {@return whether there are no bytes} */
    public boolean isEmpty() {
        return length() == 0;
    }

    /**
     * {@return one byte}
     *
     * @param index from 0 to {@code length() - 1}
     * @throws IndexOutOfBoundsException for another index
     */
    public byte at(int index) {
        Objects.checkIndex(index, length());
        byte[] bytes = array;
        return bytes != null ? bytes[(int) offset + index] : memory().get(ValueLayout.JAVA_BYTE, offset + index);
    }

    /**
     * {@return whether the bytes are this word, in capitals or not}
     *
     * @param keyword ASCII, in capitals: {@code "EX"}
     */
    public boolean is(String keyword) {
        if (keyword.length() != length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int c = at(i);
            if (c >= 'a' && c <= 'z') {
                c -= 'a' - 'A';
            }
            if (c != keyword.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return whether the bytes are a number as {@link #asLong} reads it}
     */
    public boolean isLong() {
        return LongDigits.valid(this);
    }

    /**
     * {@return the number whose decimal digits these are}
     *
     * <p>Only the one canonical form of a number of 64 bits is read: no spaces, no plus sign, no leading zeros.
     *
     * @throws ServerError {@code ERR value is not an integer or out of range}
     */
    public long asLong() {
        return LongDigits.parse(this);
    }

    /**
     * {@return the floating-point number written here}
     *
     * @throws ServerError {@code ERR value is not a valid float}; also for NaN and for surrounding spaces
     */
    public double asDouble() {
        return FloatDigits.parse(this);
    }

    /**
     * {@return the floating-point number written here, read with more precision than a {@code double} has}
     *
     * <p>Decimal or hexadecimal, or an infinity, in at most 5,119 bytes.
     *
     * @throws ServerError {@code ERR value is not a valid float}; also for NaN, for surrounding spaces, and for what is
     *     too large or too small for the format
     */
    @Preview
    public LongDouble asLongDouble() {
        return LongDoubleDigits.parse(this);
    }

    /** {@return a copy of the bytes} */
    public byte[] toBytes() {
        byte[] bytes = array;
        if (bytes != null) {
            return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
        }
        byte[] copy = new byte[length()];
        copyTo(copy, 0);
        return copy;
    }

    /** {@return the bytes read as UTF-8; what is not, becomes the replacement character} */
    public String utf8() {
        byte[] bytes = array;
        return bytes != null
                ? new String(bytes, (int) offset, length, StandardCharsets.UTF_8)
                : new String(toBytes(), StandardCharsets.UTF_8);
    }

    /**
     * {@return the bytes as an error may quote them: up to the first zero, and none of them lost}
     *
     * <p>Where the bytes are no UTF-8, each one beyond ASCII becomes the character U+DC00 and itself, half of a
     * surrogate pair, which {@link Reply#error} sends as that byte again.
     */
    public String quoted() {
        int end = 0;
        while (end < length() && at(end) != 0) {
            end++;
        }
        byte[] bytes = end == length ? toBytes() : Arrays.copyOf(toBytes(), end);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        StringBuilder quoted = new StringBuilder(end);
        for (byte b : bytes) {
            quoted.append((char) (b >= 0 ? b : 0xDC00 + (b & 0xff)));
        }
        return quoted.toString();
    }

    /**
     * Copies all bytes.
     *
     * @param destination where to
     * @param at the index of the first one there
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void copyTo(byte[] destination, int at) {
        byte[] bytes = array;
        if (bytes != null) {
            System.arraycopy(bytes, (int) offset, destination, at, length);
        } else {
            MemorySegment.copy(memory(), ValueLayout.JAVA_BYTE, offset, destination, at, length);
        }
    }

    private MemorySegment memory() {
        MemorySegment memory = segment;
        if (memory == null) {
            throw spoiled();
        }
        return memory;
    }

    /**
     * {@return whether the bytes are the same as some in an array}
     *
     * @param bytes where those lie
     * @param from the index of the first one
     * @param count how many there are
     * @throws IndexOutOfBoundsException if there are no such bytes
     */
    public boolean contentEquals(byte[] bytes, int from, int count) {
        if (count != length()) {
            return false;
        }
        byte[] own = array;
        return own != null
                ? Arrays.equals(own, (int) offset, (int) offset + count, bytes, from, from + count)
                : MemorySegment.mismatch(
                                memory(),
                                offset,
                                offset + count,
                                MemorySegment.ofArray(bytes),
                                from,
                                from + (long) count)
                        < 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Slice that) || that.length() != length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (at(i) != that.at(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        int count = length();
        for (int i = 0; i < count; i++) {
            hash = 31 * hash + at(i);
        }
        return hash;
    }

    @Override
    public int compareTo(Slice that) {
        int common = Math.min(length(), that.length());
        for (int i = 0; i < common; i++) {
            int order = Byte.compareUnsigned(at(i), that.at(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(length, that.length);
    }

    /** {@return the bytes as text, for messages and debuggers} */
    @Override
    public String toString() {
        return utf8();
    }
}
