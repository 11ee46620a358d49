package dev.mortise.runtime.dispatch;

/**
 * A time in which commands are held back: {@code CLIENT PAUSE}.
 *
 * @param writesOnly whether commands that change nothing go on
 * @param untilMillis when it ends, in milliseconds since 1970
 * @see <a href="https://redis.io/docs/latest/commands/client-pause/">CLIENT PAUSE</a>
 */
record ClientPause(boolean writesOnly, long untilMillis) {

    /** {@return the stricter of the two kinds until the later of the two ends} */
    ClientPause and(ClientPause other) {
        return new ClientPause(writesOnly && other.writesOnly, Math.max(untilMillis, other.untilMillis));
    }

    boolean isOver(long nowMillis) {
        return nowMillis >= untilMillis;
    }

    boolean holds(boolean writeOrReplicate) {
        return !writesOnly || writeOrReplicate;
    }
}
