package dev.mortise.api;

import dev.mortise.api.internal.HostSetup;

/**
 * Where a module registers what it offers, during {@link CommandModule#configure}.
 *
 * <p>Registrations of all modules are checked together: two modules that define the same command, a subcommand without
 * its parent and the like stop the start with one message that names every problem. For the thread that calls
 * {@code configure}; dead afterwards.
 */
public sealed interface Setup permits HostSetup {

    /** {@return the name of the module being configured, such as {@code acme.hello}} */
    String pluginId();

    /** {@return the log of this module} */
    System.Logger log();

    /** {@return the server, of which nothing may be called before {@link CommandModule#start}} */
    Server server();

    /**
     * Registers a command.
     *
     * @param spec its name and all that is known of it
     * @param body what it does
     * @return this
     */
    Setup command(CommandSpec spec, Command body);

    /**
     * Registers a command that has only subcommands, such as {@code CONFIG}; by itself it answers an error.
     *
     * @param spec its name and all that is known of it
     * @return this
     */
    Setup container(CommandSpec spec);

    /**
     * Registers a subcommand. Its arguments count from the first one after its own name.
     *
     * @param parent the command it belongs to, registered by the same module with {@link #command} or
     *     {@link #container}
     * @param spec its name, without the parent's
     * @param body what it does
     * @return this
     */
    Setup subcommand(String parent, CommandSpec spec, Command body);

    /**
     * Registers a value type.
     *
     * @param type the type
     * @param <V> its values
     * @return the same type
     */
    <V> ValueType<V> type(ValueType<V> type);

    /**
     * Adds a section to {@code INFO}.
     *
     * @param title as in {@code # Title}; unique
     * @param section writes its lines each time it is asked for
     * @return this
     */
    Setup info(String title, InfoSection section);
}
