package dev.mortise.api;

/** Writes a reply that was worked out elsewhere: {@link AsyncBody}. */
@FunctionalInterface
@Preview
public interface ReplyBody {

    /**
     * Called on the event loop of the client, when it is this reply's turn; must not wait. No key is locked.
     *
     * @param reply where the answer goes, exactly one value; borrowed for this call
     * @throws ServerError to answer that error instead of anything written so far
     * @throws Exception to answer an internal error that names the plugin
     */
    void write(Reply reply) throws Exception;
}
