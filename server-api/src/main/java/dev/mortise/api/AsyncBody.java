package dev.mortise.api;

/** What a command does away from the event loop: {@link Request#async}. */
@FunctionalInterface
@Preview
public interface AsyncBody {

    /**
     * Called on a virtual thread of the plugin's own, with its class loader as context class loader and no key locked.
     * It may wait: for a disk, another machine, a lock.
     *
     * <p>The request and everything obtained from it are gone: copy what is needed before. When the limit is over or
     * the client has left, the thread is interrupted, and what it returns is dropped.
     *
     * @param scope tells whether the result is still wanted; may be used as long as this call lasts
     * @return what writes the reply
     * @throws ServerError to answer that error
     * @throws Exception to answer an internal error that names the plugin
     */
    ReplyBody run(AsyncScope scope) throws Exception;
}
