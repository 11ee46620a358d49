package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;

/**
 * How an entry lies in memory, as one block of a multiple of 8 bytes.
 *
 * <pre>
 *   header        8   see below
 *  [length, high  8]  large entries: how long the value is, and how long it ever was
 *  [length, hash 12]  keys of 255 bytes and more: their length and their hash
 *   key
 *  [expiry        8]  milliseconds since 1970, if the entry has one; of large entries the room for it in any case
 *   value             of a string its bytes; of an object its {@linkplain ObjectShelf place} (4) and size (8), or bytes
 *   slack             unused
 *
 *   header, from the lowest bit:
 *   13 slack     bytes unused at the end      } of large entries together
 *   13 granules  size of the block / 8        } the number of its chunks
 *    2 kind      dead, string, object, bucket
 *    2 making    of strings: how it came about; of objects: whether packed
 *    1 large     the block is a run of whole chunks of its own
 *    1 expires
 *    8 key length, 255 for "see there"
 *   24 how recently or often the entry was used, see AccessClock
 * </pre>
 *
 * <p>A key of 16 and a value of 32 bytes take 56 bytes, 64 with an expiry. A block tells its own size, so a chunk can
 * be walked from its first block on without an index; the buckets of the table lie among the entries and do so too.
 *
 * <p><b>The making of a string</b> is what {@code OBJECT ENCODING} cannot tell from its bytes. Redis keeps a string in
 * one of three forms, and which one depends on the command that wrote it last: a number is an "int" after SET and not
 * after APPEND. Here all strings are bytes, so this is kept only for being asked for.
 *
 * <p>The hash of a long key is kept, so that moving an entry costs no more for a key of megabytes.
 */
final class EntryLayout {

    static final int DEAD = 0;
    static final int STRING = 1;
    static final int OBJECT = 2;
    static final int BUCKET = 3;

    /** A string that was written as a whole: its bytes alone tell the encoding. */
    static final int WHOLE = 0;
    /** A string that a part was written into. */
    static final int PATCHED = 1;
    /** A string that is text even if it consists of digits. */
    static final int TEXT = 2;
    /** An object that lies in the block as bytes: the number of its type (1), and what that has made of it. */
    static final int PACKED = 3;

    static final int HEADER_BYTES = 8;
    static final int EXPIRY_BYTES = 8;
    /** What the value of an {@link #OBJECT} takes that is on the shelf. */
    static final int OBJECT_BYTES = 12;

    private static final int GRANULE_SHIFT = 3;
    private static final int SLACK_BITS = 13;
    private static final int SIZE_BITS = 13;
    private static final int MOST_SLACK_BYTES = (1 << SLACK_BITS) - 1;
    private static final int SIZE_MASK = (1 << SIZE_BITS) - 1;
    private static final int RUN_MASK = (1 << (SLACK_BITS + SIZE_BITS)) - 1;
    private static final int KIND_SHIFT = SLACK_BITS + SIZE_BITS;
    private static final int MAKING_SHIFT = KIND_SHIFT + 2;
    private static final long LARGE = 1L << 30;
    private static final long EXPIRES = 1L << 31;
    private static final int KEY_LENGTH_SHIFT = 32;
    private static final int LARGE_FIELDS_BYTES = 8;
    private static final int LONG_KEY_BYTES = 12;
    private static final int LONG_KEY = 255;

    private EntryLayout() {}

    // ---- sizes

    /** {@return where the value begins in the block of such an entry} */
    static long prefixBytes(int keyLength, boolean large, boolean expires) {
        return HEADER_BYTES
                + (large ? LARGE_FIELDS_BYTES : 0)
                + (keyLength >= LONG_KEY ? LONG_KEY_BYTES : 0)
                + (long) keyLength
                + (expires || large ? EXPIRY_BYTES : 0);
    }

    /** {@return the next multiple of 8} */
    static long toGranules(long bytes) {
        return (bytes + 7) & -8L;
    }

    // ---- the header

    static long smallHeader(int kind, long blockBytes, long usedBytes, int keyLength, boolean expires) {
        long slack = blockBytes - usedBytes;
        assert slack >= 0 && slack <= MOST_SLACK_BYTES && blockBytes >>> GRANULE_SHIFT <= SIZE_MASK;
        return header(kind, keyLength, expires) | slack | (blockBytes >>> GRANULE_SHIFT << SLACK_BITS);
    }

    static long largeHeader(int kind, int chunks, int keyLength, boolean expires) {
        return header(kind, keyLength, expires) | LARGE | chunks;
    }

    /** {@return the header of a block that is no entry} */
    static long blockHeader(int kind, long blockBytes) {
        assert blockBytes >>> GRANULE_SHIFT <= SIZE_MASK;
        return ((long) kind << KIND_SHIFT) | (blockBytes >>> GRANULE_SHIFT << SLACK_BITS);
    }

    private static long header(int kind, int keyLength, boolean expires) {
        return ((long) kind << KIND_SHIFT)
                | (expires ? EXPIRES : 0)
                | ((long) Math.min(keyLength, LONG_KEY) << KEY_LENGTH_SHIFT);
    }

    static int kind(long header) {
        return (int) (header >>> KIND_SHIFT) & 3;
    }

    static int making(long header) {
        return (int) (header >>> MAKING_SHIFT) & 3;
    }

    /** {@return whether the value is an object on the shelf} */
    static boolean isShelved(long header) {
        return kind(header) == OBJECT && making(header) != PACKED;
    }

    /** {@return the header of the same string, made in another way} */
    static long withMaking(long header, int making) {
        return (header & ~(3L << MAKING_SHIFT)) | ((long) making << MAKING_SHIFT);
    }

    static boolean isLarge(long header) {
        return (header & LARGE) != 0;
    }

    static boolean expires(long header) {
        return (header & EXPIRES) != 0;
    }

    /** {@return the size of a block that is not large} */
    static int blockBytes(long header) {
        return ((int) (header >>> SLACK_BITS) & SIZE_MASK) << GRANULE_SHIFT;
    }

    /** {@return the number of chunks of a large block} */
    static int chunks(long header) {
        return (int) header & RUN_MASK;
    }

    // ---- the parts

    static int keyLength(MemorySegment memory, long block, long header) {
        int length = (int) (header >>> KEY_LENGTH_SHIFT) & 0xFF;
        return length == LONG_KEY ? Memory.getInt(memory, keyOffset(block, header) - LONG_KEY_BYTES) : length;
    }

    static long keyOffset(long block, long header) {
        long offset = block + HEADER_BYTES + (isLarge(header) ? LARGE_FIELDS_BYTES : 0);
        return ((int) (header >>> KEY_LENGTH_SHIFT) & 0xFF) == LONG_KEY ? offset + LONG_KEY_BYTES : offset;
    }

    static long expiryOffset(MemorySegment memory, long block, long header) {
        return keyOffset(block, header) + keyLength(memory, block, header);
    }

    static long valueOffset(MemorySegment memory, long block, long header) {
        return expiryOffset(memory, block, header) + ((header & (EXPIRES | LARGE)) != 0 ? EXPIRY_BYTES : 0);
    }

    static int valueLength(MemorySegment memory, long block, long header) {
        if (isLarge(header)) {
            return Memory.getInt(memory, block + HEADER_BYTES);
        }
        int slack = (int) header & MOST_SLACK_BYTES;
        return (int) (block + blockBytes(header) - slack - valueOffset(memory, block, header));
    }

    /** {@return how long the value of a large entry ever was; what follows is zero} */
    static int highBytes(MemorySegment memory, long block) {
        return Memory.getInt(memory, block + HEADER_BYTES + 4);
    }

    static void putLargeFields(MemorySegment memory, long block, int valueLength, int highBytes) {
        Memory.putInt(memory, block + HEADER_BYTES, valueLength);
        Memory.putInt(memory, block + HEADER_BYTES + 4, highBytes);
    }

    /** Writes the key behind the header, which is there already. */
    static void putKey(MemorySegment memory, long block, long header, Key key) {
        long at = keyOffset(block, header);
        if (key.length >= LONG_KEY) {
            Memory.putInt(memory, at - LONG_KEY_BYTES, key.length);
            Memory.putLong(memory, at - LONG_KEY_BYTES + 4, key.hash);
        }
        Memory.copy(key.bytes, key.offset, memory, at, key.length);
    }

    /** Copies the key of one block behind the header of another. */
    static void copyKey(MemorySegment memory, long from, long fromHeader, long to, long toHeader) {
        int extra = ((int) (fromHeader >>> KEY_LENGTH_SHIFT) & 0xFF) == LONG_KEY ? LONG_KEY_BYTES : 0;
        long source = keyOffset(from, fromHeader) - extra;
        long target = keyOffset(to, toHeader) - extra;
        Memory.copy(memory, source, memory, target, extra + (long) keyLength(memory, from, fromHeader));
    }

    /** {@return whether the entry is that of this key} */
    static boolean hasKey(MemorySegment memory, long block, Key key) {
        long header = Memory.getLong(memory, block);
        int length = (int) (header >>> KEY_LENGTH_SHIFT) & 0xFF;
        if (length != Math.min(key.length, LONG_KEY)) {
            return false;
        }
        long at = keyOffset(block, header);
        if (length == LONG_KEY
                && (Memory.getInt(memory, at - LONG_KEY_BYTES) != key.length
                        || Memory.getLong(memory, at - LONG_KEY_BYTES + 4) != key.hash)) {
            return false;
        }
        return Memory.equal(memory, at, key.bytes, key.offset, key.length);
    }

    /** {@return the hash of the key of an entry} */
    static long hash(MemorySegment memory, long block, KeyHash hash) {
        long header = Memory.getLong(memory, block);
        long at = keyOffset(block, header);
        int length = (int) (header >>> KEY_LENGTH_SHIFT) & 0xFF;
        return length == LONG_KEY ? Memory.getLong(memory, at - LONG_KEY_BYTES + 4) : hash.hash(memory, at, length);
    }

    /** {@return a copy of the key of an entry} */
    static byte[] keyBytes(MemorySegment memory, long block) {
        long header = Memory.getLong(memory, block);
        byte[] bytes = new byte[keyLength(memory, block, header)];
        Memory.copy(memory, keyOffset(block, header), bytes, 0, bytes.length);
        return bytes;
    }

    /** {@return when an entry ends that has an expiry} */
    static long expiry(MemorySegment memory, long block) {
        return Memory.getLong(memory, expiryOffset(memory, block, Memory.getLong(memory, block)));
    }
}
