package dev.mortise.runtime.rdb;

import dev.mortise.api.DamagedValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Takes apart what Redis keeps small values in: many strings in one.
 *
 * <pre>
 *   zipmap     count 1 | (length | field | length | free 1 | value | free bytes)* | 255
 *              length: 1 byte up to 253, or 254 and 4 bytes
 *   intset     bytes each 4 | count 4 | numbers
 *   ziplist    bytes 4 | last entry 4 | count 2 | (length of the entry before | encoding | string)* | 255
 *              length before: 1 byte up to 253, or 254 and 4 bytes
 *              encoding:  00xxxxxx  up to 63 bytes          11000000  a number of 2 bytes
 *                         01xxxxxx  and 1 byte: 14 bits     11010000  4 bytes
 *                         10000000  and 4 bytes             11100000  8 bytes
 *                         1111xxxx  a number: x - 1         11110000  3 bytes
 *                                                           11111110  1 byte
 *   listpack   bytes 4 | count 2 | (encoding | string | length of both)* | 255
 *              encoding:  0xxxxxxx  a number                11110001  a number of 2 bytes
 *                         10xxxxxx  up to 63 bytes          11110010  3 bytes
 *                         110xxxxx  and 1 byte: a number    11110011  4 bytes
 *                         1110xxxx  and 1 byte: 12 bits     11110100  8 bytes
 *                         11110000  and 4 bytes
 * </pre>
 *
 * <p>Numbers have their lowest byte first, but for the lengths of a ziplist and for what is split over an encoding and
 * the byte behind it. A number is a string of its digits.
 *
 * <p>Believes nothing: whatever does not lie within the bytes is {@link DamagedValue}, and so are bytes that are left
 * over, and a count that is not that of the entries.
 *
 * @see <a href="https://github.com/redis/redis/blob/7.0/src/listpack.c">listpack.c, ziplist.c, zipmap.c and intset.c of
 *     Redis 7.0</a>
 */
final class PackedStrings {

    private static final int BYTE_MASK = 0xFF;
    private static final int END = 0xFF;
    private static final int LONG_LENGTH = 254;
    /** As a count of 16 bits: there are more, and nobody has counted them. */
    private static final int MANY = 0xFFFF;

    private static final int BITS_4 = 0xF;
    private static final int BITS_5 = 0x1F;
    private static final int BITS_6 = 0x3F;

    private final byte[] bytes;
    private final int end;
    private final List<byte[]> into;
    private int at;

    private PackedStrings(byte[] bytes, int length, List<byte[]> into) {
        this.bytes = bytes;
        this.end = length;
        this.into = into;
    }

    // ---- zipmap

    static void zipmap(byte[] bytes, int length, List<byte[]> into) {
        PackedStrings map = new PackedStrings(bytes, length, into);
        int before = into.size();
        int claimed = map.take();
        while (map.peek() != END) {
            map.addString(map.zipmapLength());
            int valueLength = map.zipmapLength();
            int free = map.take();
            map.addString(valueLength);
            map.skip(free);
        }
        map.finish(claimed < LONG_LENGTH && 2 * claimed != into.size() - before);
    }

    private int zipmapLength() {
        int first = take();
        return first < LONG_LENGTH ? first : length(lowestFirst(Integer.BYTES));
    }

    // ---- intset

    static void intset(byte[] bytes, int length, List<byte[]> into) {
        PackedStrings set = new PackedStrings(bytes, length, into);
        long each = set.lowestFirst(Integer.BYTES);
        long count = set.lowestFirst(Integer.BYTES) & 0xFFFF_FFFFL;
        if (each != Short.BYTES && each != Integer.BYTES && each != Long.BYTES) {
            throw new DamagedValue("a set of integers of " + each + " bytes each");
        }
        if (count * each != length - set.at) {
            throw new DamagedValue("a set of " + count + " integers in " + length + " bytes");
        }
        for (long i = 0; i < count; i++) {
            set.addNumber(set.lowestFirst((int) each));
        }
    }

    // ---- ziplist

    static void ziplist(byte[] bytes, int length, List<byte[]> into) {
        PackedStrings list = new PackedStrings(bytes, length, into);
        int before = into.size();
        list.requireWhole();
        list.skip(Integer.BYTES);
        int claimed = (int) list.lowestFirst(Short.BYTES) & MANY;
        while (list.peek() != END) {
            if (list.take() == LONG_LENGTH) {
                list.skip(Integer.BYTES);
            }
            list.ziplistEntry();
        }
        list.finish(claimed != MANY && claimed != into.size() - before);
    }

    private void ziplistEntry() {
        int encoding = take();
        switch (encoding >>> 6) {
            case 0 -> addString(encoding);
            case 1 -> addString((encoding & BITS_6) << Byte.SIZE | take());
            case 2 -> addString(length(highestFirst(Integer.BYTES)));
            default -> {
                switch (encoding) {
                    case 0xC0 -> addNumber(lowestFirst(Short.BYTES));
                    case 0xD0 -> addNumber(lowestFirst(Integer.BYTES));
                    case 0xE0 -> addNumber(lowestFirst(Long.BYTES));
                    case 0xF0 -> addNumber(lowestFirst(3));
                    case 0xFE -> addNumber(lowestFirst(1));
                    default -> {
                        int number = (encoding & BITS_4) - 1;
                        if (encoding < 0xF1 || encoding > 0xFD) {
                            throw unknown(encoding);
                        }
                        addNumber(number);
                    }
                }
            }
        }
    }

    // ---- listpack

    static void listpack(byte[] bytes, int length, List<byte[]> into) {
        PackedStrings list = new PackedStrings(bytes, length, into);
        int before = into.size();
        list.requireWhole();
        int claimed = (int) list.lowestFirst(Short.BYTES) & MANY;
        while (list.peek() != END) {
            int begun = list.at;
            list.listpackEntry();
            list.skip(backLengthBytes(list.at - begun));
        }
        list.finish(claimed != MANY && claimed != into.size() - before);
    }

    private void listpackEntry() {
        int encoding = take();
        if (encoding < 0x80) {
            addNumber(encoding);
        } else if (encoding < 0xC0) {
            addString(encoding & BITS_6);
        } else if (encoding < 0xE0) {
            // 13 bits with a sign.
            addNumber(((encoding & BITS_5) << Byte.SIZE | take()) << 19 >> 19);
        } else if (encoding < 0xF0) {
            addString((encoding & BITS_4) << Byte.SIZE | take());
        } else {
            switch (encoding) {
                case 0xF0 -> addString(length(lowestFirst(Integer.BYTES)));
                case 0xF1 -> addNumber(lowestFirst(Short.BYTES));
                case 0xF2 -> addNumber(lowestFirst(3));
                case 0xF3 -> addNumber(lowestFirst(Integer.BYTES));
                case 0xF4 -> addNumber(lowestFirst(Long.BYTES));
                default -> throw unknown(encoding);
            }
        }
    }

    private static int backLengthBytes(int entryBytes) {
        if (entryBytes <= 127) {
            return 1;
        }
        if (entryBytes < 16_383) {
            return 2;
        }
        if (entryBytes < 2_097_151) {
            return 3;
        }
        return entryBytes < 268_435_455 ? 4 : 5;
    }

    // ---- bytes

    private void requireWhole() {
        long claimed = lowestFirst(Integer.BYTES) & 0xFFFF_FFFFL;
        if (claimed != end) {
            throw new DamagedValue("a packed list of " + claimed + " bytes, of which " + end + " are there");
        }
    }

    private void finish(boolean miscounted) {
        skip(1);
        if (miscounted || at != end) {
            throw new DamagedValue("a packed value that has another number of parts, or of bytes, than it says");
        }
    }

    private static DamagedValue unknown(int encoding) {
        return new DamagedValue("a packed string of an encoding that is not known (" + encoding + ")");
    }

    private void addString(int length) {
        int from = at;
        skip(length);
        into.add(Arrays.copyOfRange(bytes, from, at));
    }

    private void addNumber(long number) {
        into.add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    private static int length(long value) {
        if (value < 0) {
            throw new DamagedValue("a packed string of " + (value & 0xFFFF_FFFFL) + " bytes");
        }
        return (int) value;
    }

    private int peek() {
        if (at >= end) {
            throw new DamagedValue("a packed value that is cut off");
        }
        return bytes[at] & BYTE_MASK;
    }

    private int take() {
        int value = peek();
        at++;
        return value;
    }

    private void skip(int count) {
        if (count > end - at) {
            throw new DamagedValue("a packed value that is cut off");
        }
        at += count;
    }

    /** {@return a number with a sign} */
    private long lowestFirst(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) take() << (i * Byte.SIZE);
        }
        int unused = Long.SIZE - count * Byte.SIZE;
        return value << unused >> unused;
    }

    private long highestFirst(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << Byte.SIZE | take();
        }
        return value;
    }
}
