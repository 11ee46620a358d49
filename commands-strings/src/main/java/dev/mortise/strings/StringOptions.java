package dev.mortise.strings;

import dev.mortise.api.Entry;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * The options of {@code SET} and {@code GETEX}, packed into a {@code long}.
 *
 * <p><b>Why packed.</b> {@code SET key value EX 10} is what every cache sends all day. A record of the options would be
 * an object per command; a {@code long} is none, and the same command costs no garbage.
 *
 * <p><b>How.</b> The low half is a set of the bits below; the high half is the index of the argument that follows
 * {@code EX}, {@code PX}, {@code EXAT} or {@code PXAT}, or 0 if none of them is given.
 *
 * <pre>
 *     63            32 31          9 8                                    0
 *    +----------------+-------------+-------------------------------------+
 *    | index of time  |      0      | PXAT EXAT PX EX PERSIST .. GET XX NX |
 *    +----------------+-------------+-------------------------------------+
 * </pre>
 *
 * <p><b>Order of complaints</b>, as clients of Redis know it: first whatever is wrong with the words, wherever it
 * stands; only then, and if the command gets that far, whatever is wrong with the time.
 */
final class StringOptions {

    static final int NX = 1;
    static final int XX = 1 << 1;
    static final int GET = 1 << 2;
    static final int KEEPTTL = 1 << 3;
    static final int PERSIST = 1 << 4;
    static final int EX = 1 << 5;
    static final int PX = 1 << 6;
    static final int EXAT = 1 << 7;
    static final int PXAT = 1 << 8;

    /** Those followed by a time. */
    static final int TIMED = EX | PX | EXAT | PXAT;

    /** Those that say what becomes of the expiry: one at most. */
    private static final int EXPIRY = TIMED | KEEPTTL | PERSIST;

    private StringOptions() {}

    /**
     * Reads the rest of the arguments. An option may be repeated: the last time counts.
     *
     * @param first the index of the first option
     * @param allowed the options that the command has
     * @throws ServerError {@code ERR syntax error} for other words, a missing time, or options that exclude each other
     */
    static long parse(Request request, int first, int allowed) {
        int given = 0;
        long timeAt = 0;
        for (int i = first; i < request.size(); i++) {
            int option = named(request.arg(i)) & allowed;
            if (option == 0 || (given & excludedBy(option)) != 0) {
                throw ServerError.syntax();
            }
            given |= option;
            if ((option & TIMED) != 0) {
                i++;
                if (i == request.size()) {
                    throw ServerError.syntax();
                }
                timeAt = i;
            }
        }
        return timeAt << Integer.SIZE | given;
    }

    /** {@return whether any of some options is given} */
    static boolean has(long options, int any) {
        return (options & any) != 0;
    }

    /**
     * {@return the expiry that the options ask for, {@link Entry#NEVER} if none of them has a time}
     *
     * @throws ServerError if the time is no number, not positive, or beyond what 64 bits can count
     */
    static long expireAtMillis(Request request, long options, String command) {
        if (!has(options, TIMED)) {
            return Entry.NEVER;
        }
        long amount = request.arg((int) (options >>> Integer.SIZE)).asLong();
        long unitMillis = has(options, EX | EXAT) ? Expiry.SECOND_MILLIS : 1;
        long sinceMillis = has(options, EX | PX) ? request.nowMillis() : 0;
        return Expiry.at(amount, unitMillis, sinceMillis, command);
    }

    private static int named(Slice word) {
        // Comparing begins with the length, so most of these cost a comparison of two numbers.
        if (word.is("EX")) {
            return EX;
        }
        if (word.is("PX")) {
            return PX;
        }
        if (word.is("NX")) {
            return NX;
        }
        if (word.is("XX")) {
            return XX;
        }
        if (word.is("GET")) {
            return GET;
        }
        if (word.is("EXAT")) {
            return EXAT;
        }
        if (word.is("PXAT")) {
            return PXAT;
        }
        if (word.is("KEEPTTL")) {
            return KEEPTTL;
        }
        return word.is("PERSIST") ? PERSIST : 0;
    }

    private static int excludedBy(int option) {
        return switch (option) {
            case NX -> XX;
            case XX -> NX;
            case GET -> 0;
            default -> EXPIRY & ~option;
        };
    }
}
