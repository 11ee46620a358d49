package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.session.ClientSession;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Ends the connection of a browser that was made to talk to the server.
 *
 * <p><b>Why it exists.</b> A web page may have the browser of whoever looks at it send any text to a server that only
 * this machine reaches: a line of HTTP is an unknown command here, but the lines of the body behind it would be run.
 * Redis calls it cross protocol scripting, and so do we as Redis does: the connection ends at the first line that
 * begins with {@code POST} or {@code Host:}, one of which comes before every body, and nothing is answered.
 *
 * <p>Only names of no command are looked at, so it costs those nothing that have one. Not thread-safe; one per event
 * loop.
 */
final class BrowserRequests {

    private static final System.Logger LOG = System.getLogger(BrowserRequests.class.getName());
    private static final byte[] POST = "post".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HOST = "host:".getBytes(StandardCharsets.US_ASCII);

    /** A page may try again and again, and the log is not to be filled with it. */
    private static final long SILENCE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private long silentUntilMillis = Long.MIN_VALUE;

    /** {@return whether a browser begins its requests, or a line of them, with this word} */
    boolean beginWith(RequestBatch batch, int word) {
        return isWord(POST, batch, word) || isWord(HOST, batch, word);
    }

    private static boolean isWord(byte[] lowerCase, RequestBatch batch, int word) {
        boolean same = batch.length(word) == lowerCase.length;
        byte[] bytes = batch.bytes();
        int offset = batch.offset(word);
        for (int i = 0; same && i < lowerCase.length; i++) {
            byte b = bytes[offset + i];
            same = (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) == lowerCase[i];
        }
        return same;
    }

    /** Ends the connection, and says so in the log, once a minute. */
    void end(ClientSession session, long nowMillis) {
        if (nowMillis >= silentUntilMillis) {
            silentUntilMillis = nowMillis + SILENCE_MILLIS;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Client {0} was disconnected: it sent POST or Host:, as browsers do. A web page may be trying to have"
                            + " a browser send commands. (This is logged once a minute.)",
                    session.address());
        }
        session.kill();
    }
}
