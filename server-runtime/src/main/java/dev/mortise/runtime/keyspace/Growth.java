package dev.mortise.runtime.keyspace;

/**
 * How much longer than needed blocks are.
 *
 * <p>A value that is set gets exactly what it needs: most are never changed in length. One that was made longer in
 * place will probably be so again, and gets room in proportion, so that appending a byte a million times copies a few
 * million bytes and not half a billion times as many.
 */
final class Growth {

    private static final long LEAST_ROOM_BYTES = 16;
    private static final long ROOM_DIVISOR = 4;
    private static final long MODEST_BYTES = 1 << 20;
    /** A string of 512 MiB with its key. */
    private static final long MOST_BYTES = (512L << 20) + (1 << 20);

    private Growth() {}

    /** {@return what a block shared with others gets in addition to what it needs} */
    static long roomBytes(long used) {
        return Math.max(LEAST_ROOM_BYTES, used / ROOM_DIVISOR);
    }

    /**
     * {@return what a run gets in addition}
     *
     * <p>These are addresses, not memory, and so plenty: a string that grows byte by byte to its limit is moved at
     * 32 KiB, 64 KiB and so on to 1 MiB, then at 8 MiB and 64 MiB, and no more.
     */
    static long addressBytes(long used) {
        long room = used <= MODEST_BYTES ? used : 7 * used;
        return Math.max(used / ROOM_DIVISOR, Math.min(room, MOST_BYTES - used));
    }

    /**
     * {@return how much of a block may be unused when its value is replaced by a shorter one}
     *
     * <p>An eighth, so that a length that varies a bit does not move the entry each time; and always the eight bytes
     * of an expiry, so that SET and EXPIRE in turn do not.
     */
    static long toleratedSlackBytes(long used) {
        return 7 + Math.max(EntryLayout.EXPIRY_BYTES, used / 8);
    }
}
