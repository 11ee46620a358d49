package dev.mortise.runtime.transport;

/**
 * How many bytes of replies may wait for a client before it is cut: {@code client-output-buffer-limit} of one class.
 *
 * @param hardBytes cut at once above this; 0 for no limit
 * @param softBytes cut when above this for some time; 0 for no limit
 * @param softMillis for how long
 */
public record OutputLimit(long hardBytes, long softBytes, long softMillis) {

    /** No limit at all. */
    public static final OutputLimit NONE = new OutputLimit(0, 0, 0);

    /** What a client without a limit may leave unread before it is slowed. */
    private static final long SLOW_ABOVE_BYTES = 128 * 1024;

    /** {@return above how many waiting bytes nothing more is read or executed for the client} */
    long slowAboveBytes() {
        if (hardBytes > 0) {
            return hardBytes;
        }
        return Math.max(softBytes, SLOW_ABOVE_BYTES);
    }

    /** {@return this, or if it is none, another one} */
    public OutputLimit or(OutputLimit other) {
        return hardBytes > 0 || softBytes > 0 ? this : other;
    }

    boolean exceedsHard(long bytes) {
        return hardBytes > 0 && bytes > hardBytes;
    }

    boolean exceedsSoft(long bytes) {
        return softBytes > 0 && bytes > softBytes;
    }
}
