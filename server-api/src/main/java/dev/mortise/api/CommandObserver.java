package dev.mortise.api;

/**
 * Is told of every command that was executed, of all clients: {@link Server#observe}.
 *
 * <p>Commands that were refused before they ran (unknown, not authenticated, a wrong number of arguments) are not among
 * them; those that answered an error are.
 */
@FunctionalInterface
@Preview
public interface CommandObserver {

    /**
     * Called after a command, on the event loop of its client and while its keys are still locked: two commands on the
     * same key are told in the order in which they were executed. All clients wait for it, so it must be quick, and it
     * must not reach for the keyspace. What it throws is logged.
     *
     * @param request the request, borrowed for this call; its reply has been written
     */
    void executed(Request request);
}
