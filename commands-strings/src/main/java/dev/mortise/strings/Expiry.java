package dev.mortise.strings;

import dev.mortise.api.Entry;
import dev.mortise.api.ServerError;

/** Turns a time as clients give it, an amount of seconds or milliseconds, into the instant a key ends. */
final class Expiry {

    static final long SECOND_MILLIS = 1000;

    /** {@link Entry#NEVER} is the one instant that cannot be meant, so the last one is a millisecond earlier. */
    private static final long LAST = Entry.NEVER - 1;

    private Expiry() {}

    /**
     * {@return the instant, in milliseconds since 1970}
     *
     * @param amount what the client gave; a time to live of nothing makes no sense here, so it must be positive
     * @param unitMillis how many milliseconds one of it is
     * @param sinceMillis what it counts from
     * @param command the command to name in the error, in lower case
     * @throws ServerError {@code ERR invalid expire time in 'set' command}
     */
    static long at(long amount, long unitMillis, long sinceMillis, String command) {
        if (amount <= 0 || amount > Long.MAX_VALUE / unitMillis || amount * unitMillis > Long.MAX_VALUE - sinceMillis) {
            throw ServerError.err("invalid expire time in '" + command + "' command");
        }
        return Math.min(amount * unitMillis + sinceMillis, LAST);
    }
}
