package dev.mortise.api;

import org.jspecify.annotations.Nullable;

/**
 * Stands around the commands that a {@link Selector} picks, of whatever module: to refuse, to measure, to write down.
 *
 * <pre>{@code
 * setup.intercept(Selector.flag(Flag.WRITE), new Interceptor() {
 *     @Override
 *     public void before(Request request) {
 *         if (frozen.getAsBoolean()) {
 *             throw ServerError.of("FROZEN", "nothing may be written now");
 *         }
 *     }
 * });
 * }</pre>
 *
 * <p>Commands that nobody intercepts pay nothing for it. Of several interceptors {@link #before} is called in the order
 * of registration, {@link #after} in the reverse order, as if they were nested. Both run on the event loop of the
 * client, of several clients at once on several threads, while <em>no</em> key is locked: they see the words of the
 * request and the {@linkplain Request#key names of its keys}, and may use {@link Server#keyspace}, but have no
 * {@linkplain Request#entry entries}. They must not wait.
 *
 * <p>Commands that {@linkplain Request#call other commands call} are not intercepted: they are part of what a client
 * was allowed to ask for.
 */
@Preview
public interface Interceptor {

    /**
     * Called before a command runs, after all other checks. Once for each request: a command that {@linkplain
     * Request#block blocks} and is run again was let in already.
     *
     * @param request the request, borrowed for this call
     * @throws ServerError to answer that error; the command does not run
     * @throws Exception to answer an internal error that names this interceptor's plugin; the command does not run
     *     either, for an interceptor that fails must not open the door
     */
    default void before(Request request) throws Exception {}

    /**
     * Called when the command is answered, if {@link #before} of this interceptor has let it pass. Not called if that
     * never happens: a client that leaves or is {@linkplain Session#unblock unblocked} while its command blocks.
     *
     * <p>What it throws is logged; the reply is written already.
     *
     * @param request the request, borrowed for this call
     * @param error the error it was answered with, or null if with something else
     * @param nanos how long it took, in nanoseconds, not counting the time in which it waited
     * @throws Exception is logged
     */
    default void after(Request request, @Nullable ServerError error, long nanos) throws Exception {}
}
