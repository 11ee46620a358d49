package dev.mortise.api;

import dev.mortise.api.internal.HostSetup;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where a module registers what it offers, during {@link CommandModule#configure}.
 *
 * <p>Registrations of all modules are checked together: two modules that define the same command, a subcommand without
 * its parent and the like stop the start with one message that names every problem. For the thread that calls
 * {@code configure}; dead afterwards.
 */
@Stable
public sealed interface Setup permits HostSetup {

    /** {@return the name of the module being configured, such as {@code acme.hello}} */
    String pluginId();

    /** {@return the log of this module} */
    System.Logger log();

    /** {@return the server, of which nothing may be called before {@link CommandModule#start}} */
    Server server();

    /**
     * {@return the settings of this module, which stay as they are until the server stops}
     *
     * <p>The operator writes them into the configuration file, under {@code plugins.settings} and the module's name:
     *
     * <pre>{@code
     * { "plugins": { "settings": { "acme.hello": { "greeting": "hola", "store": { "maxItems": 100 } } } } }
     * }</pre>
     *
     * <p>and they become a record, which may be private, and whose constructor says what is allowed:
     *
     * <pre>{@code
     * record Config(String greeting, Store store) {
     *     Config {
     *         greeting = greeting == null ? "hello" : greeting;
     *     }
     * }
     *
     * record Store(int maxItems) {
     *     Store {
     *         if (maxItems < 0) throw new IllegalArgumentException("maxItems must not be negative");
     *     }
     * }
     * }</pre>
     *
     * <p>A component is a {@code String}, {@code boolean}, {@code int}, {@code long} or {@code double} or a box of one,
     * an enum (in any case), a {@code List<String>}, a {@code Map<String, String>}, or a record of such. One that the
     * operator left out is null, or for a primitive zero or false; a record of which everything was left out is made
     * all the same. Names that are unknown, values of a wrong type and what a constructor throws refuse the start, all
     * of them in one message. {@code CONFIG GET acme.hello.greeting} answers a component, {@code
     * acme.hello.store.maxItems} one of a record within.
     *
     * @param type the record
     * @param <C> the record
     * @throws IllegalArgumentException if a component is of another type than those above
     * @throws IllegalStateException if this module has asked for its settings already
     */
    <C extends Record> C config(Class<C> type);

    /**
     * {@return the settings of this module, which {@code CONFIG SET} may change}
     *
     * <p>As {@link #config}, and {@code CONFIG SET acme.hello.greeting hola acme.hello.store.maxItems 5} makes a new
     * record of the present one: the constructor checks it, the {@linkplain Live#onChange listeners} may refuse it, and
     * only if nobody does it counts, together with all other parameters of the command. {@code CONFIG REWRITE} writes
     * it into the file.
     *
     * @param type the record
     * @param <C> the record
     * @throws IllegalArgumentException if a component is of a type that {@link #config} does not list
     * @throws IllegalStateException if this module has asked for its settings already
     */
    <C extends Record> Live<C> liveConfig(Class<C> type);

    /**
     * {@return the present value of one of the server's own parameters that is a whole number}
     *
     * <p>For those that Redis has for a type of value, such as {@code hash-max-listpack-entries}. {@code CONFIG SET}
     * may change it at any time; asking costs no more than reading a field.
     *
     * @param name its name
     * @throws IllegalArgumentException if there is no such parameter, or it is no number
     */
    @Preview
    LongSupplier parameter(String name);

    /**
     * Has one of the server's own parameters told to a listener: now, and whenever {@code CONFIG SET} changes it.
     *
     * <p>Changes come one at a time, on the event loop of the client that sent {@code CONFIG SET}, which waits; they
     * cannot be refused. For a whole number that is asked for again and again, {@link #parameter} costs less.
     *
     * @param name its name
     * @param listener gets the value, as one would write it for {@code CONFIG SET}
     * @return this
     * @throws IllegalArgumentException if there is no such parameter
     */
    @Preview
    Setup onParameter(String name, Consumer<String> listener);

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
     * Registers a listener to what happens to keys, for as long as the server runs.
     *
     * @param kinds what it is told of
     * @param listener the listener
     * @return this
     * @see Server#listen
     */
    @Preview
    Setup on(Set<KeyEvent.Kind> kinds, KeyListener listener);

    /**
     * Registers a listener to all changes of the keyspace.
     *
     * @param listener the listener
     * @return this
     */
    @Preview
    Setup journal(JournalListener listener);

    /**
     * Adds a section to {@code INFO}.
     *
     * @param title as in {@code # Title}; unique
     * @param section writes its lines each time it is asked for
     * @return this
     */
    @Preview
    Setup info(String title, InfoSection section);

    /**
     * Fills a field that one of the server's own sections of {@code INFO} has for what a module of Redis's name does,
     * and that is 0 without it: {@code pubsub_channels}, {@code pubsub_patterns}, {@code pubsubshard_channels}. A field
     * that is not there, or that two modules fill, stops the start.
     *
     * @param name the name of the field
     * @param value is asked each time the section is; on any thread
     * @return this
     */
    @Preview
    Setup infoField(String name, LongSupplier value);

    /**
     * Declares a category of access control of this module's own, so that its commands can be allowed or refused
     * together: {@link CommandSpec.Builder#acl}. A command of a category that nobody declared and Redis does not have
     * stops the start: misspelt, it would be left out when somebody forbids the category.
     *
     * @param name without {@code @}: small letters, digits, {@code -}, {@code _} and {@code .}, a letter first; unique
     * @return this
     */
    Setup aclCategory(String name);

    /**
     * Stands around commands, of this module and others. A {@linkplain Selector#required required} name that does not
     * exist stops the start.
     *
     * @param selector which commands
     * @param interceptor what to do before and after each
     * @return this
     */
    @Preview
    Setup intercept(Selector selector, Interceptor interceptor);

    /**
     * {@return a command to {@linkplain Request#call call}}
     *
     * <p>It need not be registered yet; that it is not in the end stops the start.
     *
     * @param command its name in any case; a subcommand's with its parent's, {@code "CONFIG|GET"}
     */
    @Preview
    CommandRef ref(String command);

    /**
     * {@return a place in every session for something of this module's}
     *
     * @param initial makes what is in it at first, when a session is first asked for it
     * @param <T> what is remembered
     */
    @Preview
    <T> SessionSlot<T> sessionSlot(Supplier<T> initial);

    /**
     * {@return a place in every session for something of this module's that must be given up in the end}
     *
     * @param initial makes what is in it at first, when a session is first asked for it
     * @param end called once for each thing that was in it, when another takes its place, when the client sends {@code
     *     RESET}, and when the connection has ended, however it did; on the event loop, must not wait
     * @param <T> what is remembered
     */
    @Preview
    <T> SessionSlot<T> sessionSlot(Supplier<T> initial, Consumer<T> end);

    /**
     * Calls a listener once for each connection that has ended, however it did: closed by the client, killed, cut,
     * timed out, or because the server stops. On the event loop of the connection; must not wait. What it throws is
     * logged.
     *
     * @param listener gets the session, of which nothing can be changed any more; its slots are still filled
     * @return this
     */
    Setup onDisconnect(Consumer<Session> listener);

    /**
     * Has this module decide who clients are. Two modules that want to stop the start.
     *
     * @param authenticator decides
     * @return this
     */
    @Preview
    Setup authenticator(Authenticator authenticator);

    /** {@return figures of this module for {@code INFO}} */
    Metrics metrics();

    /** {@return timers and threads of this module's own; may be kept, and used once it is started} */
    @Preview
    Tasks tasks();

    /**
     * {@return the directory for files of this module's own, which is made now if it is not there}
     *
     * <p>A directory with the name of the module in {@code plugin-data}, in the server's {@code dir}.
     *
     * @throws java.io.UncheckedIOException if it cannot be made
     */
    Path dataDirectory();

    /**
     * Has this module keep the snapshots of the server. Two modules that want to stop the start.
     *
     * @param persistence keeps them
     * @return this
     */
    Setup persistence(Persistence persistence);
}
