package dev.mortise.runtime.rdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the encodings of snapshots, and knows where it is and what the checksum is so far.
 *
 * <p><b>Believes nothing.</b> A length is a claim: memory grows with the bytes that really come, so that a damaged one
 * costs no more than the file is long. Whatever is wrong is a {@link DamagedSnapshot} with the offset.
 *
 * <p>What is passed over can be {@linkplain #record recorded}, byte for byte. Not thread-safe.
 */
final class RdbInput {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int BYTE_MASK = 0xFF;
    private static final int SHORT_LENGTH_MASK = 0x3F;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long bufferOffset;
    private long checksum;
    private int checkedUpTo;
    private @Nullable RdbBytes recording;
    private int recordedUpTo;
    private final RdbBytes compressed = new RdbBytes();

    RdbInput(InputStream in) {
        this.in = in;
    }

    /** {@return how many bytes were read so far} */
    long offset() {
        return bufferOffset + position;
    }

    /** {@return the checksum of what was read so far} */
    long checksum() {
        checksum = Crc64.update(checksum, buffer, checkedUpTo, position - checkedUpTo);
        checkedUpTo = position;
        return checksum;
    }

    /** Begins to add all that is read to some bytes. */
    void record(RdbBytes target) {
        recording = target;
        recordedUpTo = position;
    }

    /** Ends what {@link #record} began. */
    void endRecord() {
        keepRecord();
        recording = null;
    }

    private void keepRecord() {
        RdbBytes target = recording;
        if (target != null) {
            target.put(buffer, recordedUpTo, position - recordedUpTo);
            recordedUpTo = position;
        }
    }

    DamagedSnapshot damaged(String problem) {
        return new DamagedSnapshot(offset(), problem);
    }

    private void fill() throws IOException {
        keepRecord();
        checksum();
        bufferOffset += position;
        position = 0;
        checkedUpTo = 0;
        recordedUpTo = 0;
        limit = 0;
        int count = in.read(buffer, 0, buffer.length);
        if (count <= 0) {
            throw damaged("the end of the file, where more should follow");
        }
        limit = count;
    }

    int readByte() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & BYTE_MASK;
    }

    private long readHighestFirst(int count) throws IOException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << Byte.SIZE | readByte();
        }
        return value;
    }

    private long readLowestFirst(int count) throws IOException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) readByte() << (i * Byte.SIZE);
        }
        return value;
    }

    /** {@return a number of 4 bytes, with a sign} */
    int readInt() throws IOException {
        return (int) readLowestFirst(Integer.BYTES);
    }

    long readLong() throws IOException {
        return readLowestFirst(Long.BYTES);
    }

    /** {@return a length, or any number up to 2^64 - 1} */
    long readLength() throws IOException {
        int first = readByte();
        if (first >= RdbFormat.ENCODED) {
            throw damaged("the encoding %d of a string, where a length should be".formatted(first));
        }
        return lengthFrom(first);
    }

    private long lengthFrom(int first) throws IOException {
        if (first < RdbFormat.LENGTH_14) {
            return first;
        }
        if (first < RdbFormat.LENGTH_32) {
            return (long) (first & SHORT_LENGTH_MASK) << Byte.SIZE | readByte();
        }
        return switch (first) {
            case RdbFormat.LENGTH_32 -> readHighestFirst(Integer.BYTES);
            case RdbFormat.LENGTH_64 -> readHighestFirst(Long.BYTES);
            default -> throw damaged("no length begins with the byte " + first);
        };
    }

    /** {@return how many things follow} */
    long readCount() throws IOException {
        long count = readLength();
        if (count < 0) {
            throw damaged("a count of " + Long.toUnsignedString(count));
        }
        return count;
    }

    /** Reads a string in place of what some bytes were. */
    void readString(RdbBytes target) throws IOException {
        target.clear();
        int first = readByte();
        if (first < RdbFormat.ENCODED) {
            readBytes(target, stringLength(lengthFrom(first)));
            return;
        }
        switch (first & SHORT_LENGTH_MASK) {
            case RdbFormat.INTEGER_8 -> putDigits(target, (byte) readByte());
            case RdbFormat.INTEGER_16 -> putDigits(target, (short) readLowestFirst(Short.BYTES));
            case RdbFormat.INTEGER_32 -> putDigits(target, readInt());
            case RdbFormat.COMPRESSED -> expand(target);
            default -> throw damaged("no string begins with the byte " + first);
        }
    }

    private static void putDigits(RdbBytes target, int number) {
        byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
        target.put(digits, 0, digits.length);
    }

    private int stringLength(long length) throws IOException {
        if (length < 0 || length > RdbBytes.MOST_BYTES) {
            throw damaged("a string of " + Long.toUnsignedString(length) + " bytes");
        }
        return (int) length;
    }

    private void expand(RdbBytes target) throws IOException {
        int from = stringLength(readLength());
        int to = stringLength(readLength());
        if (!Lzf.couldBecome(from, to)) {
            throw damaged("%d bytes that cannot have been compressed to %d".formatted(to, from));
        }
        compressed.clear();
        readBytes(compressed, from);
        target.require(to);
        if (!Lzf.expand(compressed.bytes, from, target.bytes, to)) {
            throw damaged("a compressed string that does not become one of %d bytes".formatted(to));
        }
        target.length = to;
    }

    /** Adds bytes as they are. */
    void readBytes(RdbBytes target, int count) throws IOException {
        int left = count;
        while (left > 0) {
            if (position == limit) {
                fill();
            }
            int some = Math.min(left, limit - position);
            target.put(buffer, position, some);
            position += some;
            left -= some;
        }
    }

    /** Passes over bytes. */
    void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (position == limit) {
                fill();
            }
            int some = (int) Math.min(left, limit - position);
            position += some;
            left -= some;
        }
    }

    /** Passes over a string, without looking into it. */
    void skipString() throws IOException {
        int first = readByte();
        if (first < RdbFormat.ENCODED) {
            skip(stringLength(lengthFrom(first)));
            return;
        }
        switch (first & SHORT_LENGTH_MASK) {
            case RdbFormat.INTEGER_8 -> skip(1);
            case RdbFormat.INTEGER_16 -> skip(Short.BYTES);
            case RdbFormat.INTEGER_32 -> skip(Integer.BYTES);
            case RdbFormat.COMPRESSED -> {
                int from = stringLength(readLength());
                var _ = readLength();
                skip(from);
            }
            default -> throw damaged("no string begins with the byte " + first);
        }
    }
}
