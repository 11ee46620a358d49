package dev.mortise.api;

import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the requests of one client while its session is {@linkplain Session#enter in this mode}: a
 * client that has begun a transaction has its commands queued, one that listens to channels may send few others.
 *
 * <p>A mode is what a module remembers of a client, in a {@link SessionSlot}. So each client has a mode of its own,
 * which may have state, and which is given up with the slot: when the client sends {@code RESET} or has gone.
 *
 * <pre>{@code
 * final class Silence implements SessionMode {
 *     @Override
 *     public boolean takes(Request request, Reply reply) {
 *         if (request.commandName().equals("speak")) {
 *             return false;
 *         }
 *         throw ServerError.err("only SPEAK is allowed in this context");
 *     }
 * }
 *
 * SessionSlot<Silence> silence = setup.sessionSlot(Silence::new);
 * setup.command(CommandSpec.named("HUSH").build(), (request, reply) -> {
 *     request.session().enter(silence);
 *     reply.ok();
 * });
 * }</pre>
 *
 * <p><b>Several modes.</b> The one that was entered last is asked first. What it does not take is offered to the one
 * before, and in the end run. So a transaction queues what a client that listens to channels may send; and what that
 * client may not send begins no transaction.
 *
 * <p><b>Threads.</b> All methods are called on the event loop of the client, while no key is locked, and must not wait.
 * Sessions without a mode pay nothing for those of others.
 */
@Preview
public interface SessionMode {

    /**
     * Is offered a request that could be run now: its command exists, the number of arguments is right, the client may
     * send it, there is memory for it, and nothing holds it back.
     *
     * <p>A request that is taken counts neither in {@code INFO commandstats}, unless as rejected if it is answered by
     * an error, nor is it shown by {@code MONITOR}.
     *
     * @param request the request, borrowed for this call: its {@linkplain Request#spec spec}, {@linkplain
     *     Request#word words} and the {@linkplain Request#key names of its keys}, but no {@linkplain Request#entry
     *     entries}
     * @param reply gets exactly one value if the request is taken, none if not
     * @return whether it is taken, that is answered; if not, it is run as if there were no such mode
     * @throws ServerError to answer that error; the request is not run
     * @throws Exception to answer an internal error that names the plugin; the request is not run
     */
    boolean takes(Request request, Reply reply) throws Exception;

    /**
     * Is told of a request that was refused before it could be offered.
     *
     * @param command the {@linkplain Request#commandName name} of the command; null if there is no such command
     * @param refusal why
     * @return what the client is told; {@code refusal} itself to leave it at that
     */
    default ServerError refused(@Nullable String command, ServerError refusal) {
        return refusal;
    }
}
