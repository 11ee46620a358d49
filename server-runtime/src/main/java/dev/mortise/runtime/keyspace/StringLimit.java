package dev.mortise.runtime.keyspace;

import dev.mortise.api.ServerError;

/** How long a string may be. */
final class StringLimit {

    /** What fits into one array, as every request has to; commands keep to {@code proto-max-bulk-len} themselves. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

    private static final ServerError TOO_LONG =
            ServerError.err("string exceeds maximum allowed size (proto-max-bulk-len)");

    private StringLimit() {}

    static void require(long bytes) {
        if (bytes > MOST_BYTES) {
            throw TOO_LONG;
        }
    }
}
