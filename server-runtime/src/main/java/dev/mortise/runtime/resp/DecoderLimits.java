package dev.mortise.runtime.resp;

/**
 * How much a client may ask the server to hold. Immutable: a change of the configuration makes a new one, which every
 * decoder is given with its next bytes.
 *
 * @param maxBulkBytes the longest word, {@code proto-max-bulk-len}
 * @param maxWords the most words of one request
 * @param maxLineBytes the longest inline request, and the longest header
 * @param maxPendingBytes the most that an unfinished request may occupy, {@code client-query-buffer-limit}
 * @param unauthenticatedWords the most words of one request before the client has authenticated
 * @param unauthenticatedBulkBytes the longest word before the client has authenticated
 */
public record DecoderLimits(
        long maxBulkBytes,
        int maxWords,
        int maxLineBytes,
        long maxPendingBytes,
        int unauthenticatedWords,
        int unauthenticatedBulkBytes) {

    /** An unfinished request lies in one array, and no array is longer. */
    static final int LARGEST_ARRAY_BYTES = Integer.MAX_VALUE - 64;

    private static final DecoderLimits DEFAULTS =
            new DecoderLimits(512L << 20, Integer.MAX_VALUE, 64 << 10, 1L << 30, 10, 16_384);

    /** Lowers what one array could not hold. */
    public DecoderLimits {
        maxBulkBytes = Math.min(maxBulkBytes, LARGEST_ARRAY_BYTES);
        // One less, so that the limit is passed before the array is full.
        maxPendingBytes = Math.min(maxPendingBytes, LARGEST_ARRAY_BYTES - 1);
    }

    /** {@return the limits of a server without configuration, which are those of Redis} */
    public static DecoderLimits defaults() {
        return DEFAULTS;
    }

    /**
     * {@return these limits with another one for words}
     *
     * @param bytes the longest word
     */
    public DecoderLimits withMaxBulkBytes(long bytes) {
        return new DecoderLimits(
                bytes, maxWords, maxLineBytes, maxPendingBytes, unauthenticatedWords, unauthenticatedBulkBytes);
    }

    /**
     * {@return these limits with another one for unfinished requests}
     *
     * @param bytes the most that an unfinished request may occupy
     */
    public DecoderLimits withMaxPendingBytes(long bytes) {
        return new DecoderLimits(
                maxBulkBytes, maxWords, maxLineBytes, bytes, unauthenticatedWords, unauthenticatedBulkBytes);
    }
}
