package dev.mortise.api;

import dev.mortise.api.internal.HostAsyncScope;

/** What an {@link AsyncBody} can know while it runs. */
@Preview
public sealed interface AsyncScope permits HostAsyncScope {

    /**
     * {@return whether nobody waits for the result any more, because the limit is over or the client has left}
     *
     * <p>The thread was interrupted as well; this is for code that does not notice.
     */
    boolean cancelled();

    /** {@return the server} */
    Server server();
}
