package dev.mortise.strings;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/** How long commands may let a string grow: as long as what a client may send at once. */
final class StringLength {

    private static final ServerError TOO_LONG =
            ServerError.err("string exceeds maximum allowed size (proto-max-bulk-len)");

    private StringLength() {}

    /**
     * Checks that a string may become as long as two numbers of bytes together. Neither is negative; their sum may be
     * beyond 64 bits.
     *
     * @throws ServerError {@code ERR string exceeds maximum allowed size (proto-max-bulk-len)}
     */
    static void require(Request request, long bytes, long moreBytes) {
        long most = Math.min(request.server().maxBulkBytes(), Integer.MAX_VALUE);
        if (bytes > most || moreBytes > most - bytes) {
            throw TOO_LONG;
        }
    }
}
