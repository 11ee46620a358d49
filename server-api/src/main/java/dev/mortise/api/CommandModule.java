package dev.mortise.api;

/**
 * A set of commands and value types that belong together: what a plugin provides.
 *
 * <p>The server finds modules with {@link java.util.ServiceLoader}. A plugin is a Java module that says
 *
 * <pre>{@code
 * module acme.hello {
 *     requires dev.mortise.api;
 *     provides dev.mortise.api.CommandModule with acme.hello.HelloModule;
 * }
 * }</pre>
 *
 * and a public class with a public constructor without parameters:
 *
 * <pre>{@code
 * public final class HelloModule implements CommandModule {
 *     @Override
 *     public void configure(Setup setup) {
 *         setup.command(
 *                 CommandSpec.named("HELLO.GREET").args(1).flags(Flag.READONLY, Flag.FAST)
 *                         .summary("Greets someone by name.").since("1.0.0")
 *                         .arguments(Argument.string("name")).build(),
 *                 (request, reply) -> reply.bulk("hello " + request.arg(0).utf8()));
 *     }
 * }
 * }</pre>
 *
 * <p>Its name is the name of the Java module. All three methods are called once each, with the plugin's class loader as
 * context class loader.
 */
@Stable
public interface CommandModule {

    /**
     * Registers what this module offers. Nothing is visible to clients until every module was configured.
     *
     * @param setup where to register; throws {@link IllegalStateException} once this method has returned
     * @throws Exception to refuse to work; the server reports it under this module's name and does not start
     */
    void configure(Setup setup) throws Exception;

    /**
     * Called when all modules are configured and the last snapshot, if one is kept, was loaded. Until all modules are
     * started, clients can call only commands with {@link Flag#LOADING}.
     *
     * @param server the running server; may be kept
     * @throws Exception to refuse to work; the server does not start
     */
    default void start(Server server) throws Exception {}

    /**
     * Called when the last client is gone, in the reverse order of {@link #start}. On a thread that is left behind if
     * the module takes longer than ten seconds, which it has together with what it does in the {@linkplain
     * Setup#tasks background}.
     *
     * @throws Exception is logged and otherwise ignored
     */
    default void stop() throws Exception {}
}
