package dev.mortise.api;

/**
 * What a command does.
 *
 * <p>{@link #execute} runs on an event loop with the shards of the declared keys locked: it must neither block nor
 * wait, and it must write exactly one reply. The request, the reply and everything obtained from them belong to the
 * call and die with it; keep a copy ({@link Slice#toBytes()}), never the object. One instance serves all clients, on
 * several threads at once, so it holds no state of its own beyond what is thread-safe.
 */
@FunctionalInterface
@Stable
public interface Command {

    /**
     * Answers one request.
     *
     * @param request what the client sent
     * @param reply where the answer goes, exactly one value
     * @throws ServerError to answer that error instead of anything written so far
     * @throws Exception to answer an internal error that names the plugin; entries already changed stay changed
     */
    void execute(Request request, Reply reply) throws Exception;
}
