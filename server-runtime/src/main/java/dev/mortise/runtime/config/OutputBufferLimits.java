package dev.mortise.runtime.config;

/**
 * How many bytes of replies may wait for a client, by class of client: {@code client-output-buffer-limit}.
 *
 * @param normal for clients that send commands
 * @param replica for replicas
 * @param pubsub for clients that have subscribed to something
 */
public record OutputBufferLimits(Limit normal, Limit replica, Limit pubsub) {

    private static final long MEBIBYTE = 1L << 20;

    /** The limits of Redis. */
    static final OutputBufferLimits DEFAULT = new OutputBufferLimits(
            new Limit(0, 0, 0),
            new Limit(256 * MEBIBYTE, 64 * MEBIBYTE, 60),
            new Limit(32 * MEBIBYTE, 8 * MEBIBYTE, 60));

    /**
     * The limit of one class.
     *
     * @param hardBytes a client is cut at once above this; 0 for no limit
     * @param softBytes a client is cut when it stays above this for some time; 0 for no limit
     * @param softSeconds for how long
     */
    public record Limit(long hardBytes, long softBytes, long softSeconds) {}
}
