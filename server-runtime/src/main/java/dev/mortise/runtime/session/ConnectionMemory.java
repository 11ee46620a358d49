package dev.mortise.runtime.session;

/**
 * The memory that one connection holds, not counting what all connections of an event loop share.
 *
 * @param queryBytes received and not executed yet
 * @param queryFreeBytes free behind these in the array they are in
 * @param argumentBytes of what is known of an unfinished request besides its bytes
 * @param outputParts pieces of replies and messages that wait for the client to read
 * @param outputBytes the bytes of these
 */
public record ConnectionMemory(
        long queryBytes, long queryFreeBytes, long argumentBytes, int outputParts, long outputBytes) {

    /** The objects that every connection consists of: channel, pipeline, decoder, session. Measured, rounded. */
    public static final long BASE_BYTES = 4096;

    /** Of a connection that holds nothing. */
    public static final ConnectionMemory NONE = new ConnectionMemory(0, 0, 0, 0, 0);

    /** {@return all of it} */
    public long totalBytes() {
        return BASE_BYTES + queryBytes + queryFreeBytes + argumentBytes + outputBytes;
    }
}
