package dev.mortise.api;

import dev.mortise.api.internal.HostServer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The running server, as a module sees it. For any thread. */
@Stable
public sealed interface Server permits HostServer {

    /** {@return the version of the server} */
    String version();

    /** {@return the version of Redis whose behaviour clients may expect} */
    String redisVersion();

    /** {@return the keyspace; not to be used while a command holds keys, see {@link Request#keyspace}} */
    Keyspace keyspace();

    /** {@return the time, in milliseconds since 1970} */
    long nowMillis();

    /**
     * {@return the time, in microseconds since 1970; for {@code TIME} and the like, not for instants that are stored}
     */
    long nowMicros();

    /** {@return all commands, by name; those with subcommands list them} */
    Collection<CommandInfo> commands();

    /**
     * {@return a command, not a subcommand, or null if there is none of that name}
     *
     * @param name in any case
     */
    @Nullable
    CommandInfo command(String name);

    /** {@return the modules, the server's own and plugins, in the order they were configured} */
    List<Module> modules();

    /** {@return the connections, in the order of their ids} */
    List<Session> sessions();

    /** {@return an empty list of requests of one client, which are to be run together} */
    @Preview
    Batch newBatch();

    /**
     * {@return a connection, or null if there is none of that id}
     *
     * @param id its {@link Session#id}
     */
    @Nullable
    Session session(long id);

    /**
     * Holds back commands of all clients. Of several pauses the strictest and the latest end count.
     *
     * @param writesOnly whether commands that change nothing go on
     * @param untilMillis when it ends by itself, in milliseconds since 1970
     */
    void pauseClients(boolean writesOnly, long untilMillis);

    /**
     * {@return a message to {@linkplain Session#push push}}
     *
     * @param body writes it, at most once for each protocol: when it is first pushed to a client that speaks this one,
     *     by the thread that pushes. So it may read what is borrowed for as long as the pushing goes on.
     */
    @Preview
    Message message(Message.Body body);

    /**
     * Begins to tell an observer of every command. An observer costs each command of each client what it takes; without
     * one a command pays nothing. Adding one again changes nothing.
     *
     * @param observer the observer
     */
    @Preview
    void observe(CommandObserver observer);

    /**
     * Tells an observer nothing more. May be called by the observer itself.
     *
     * @param observer the observer
     */
    @Preview
    void unobserve(CommandObserver observer);

    /**
     * Tells a listener what happens to keys from now on, of these kinds and no others. As long as nobody listens it
     * costs commands nothing.
     *
     * @param kinds what it is told of; none to be told nothing more
     * @param listener the listener
     */
    @Preview
    void listen(Set<KeyEvent.Kind> kinds, KeyListener listener);

    /** Ends all pauses. */
    void resumeClients();

    /** {@return the parameters that {@code CONFIG GET} answers, by name, with their present values} */
    Map<String, String> parameters();

    /**
     * {@return how many bytes one bulk string may have: what a client may send, and what a command may let a string
     * grow to}
     *
     * <p>The parameter {@code proto-max-bulk-len}, which can change at any time; this costs no more than reading a
     * field.
     */
    long maxBulkBytes();

    /**
     * Changes parameters, all or none.
     *
     * @param changes new values by name, in the order the client gave them; names are in any case, and errors repeat
     *     them as they are here
     * @throws ServerError in the words of {@code CONFIG SET}, naming the parameter that is unknown, fixed at start, or
     *     was given a value it cannot have
     */
    void changeParameters(Map<String, String> changes);

    /**
     * Writes the present values of the parameters into the file that the server was configured by. Waits for the disk.
     *
     * @throws ServerError in the words of {@code CONFIG REWRITE}, if there is no such file or it cannot be written, in
     *     which case it is as it was
     */
    void rewriteConfigurationFile();

    /**
     * {@return whether the value of a parameter is to be kept from logs and from those who watch, such as a password}
     *
     * @param name of a parameter, in any case; of none there is, the answer is no
     */
    boolean isSecretParameter(String name);

    /**
     * {@return the text of {@code INFO}}
     *
     * @param sections titles in lower case, or {@code default}, {@code all}, {@code everything}
     */
    String info(Set<String> sections);

    /** {@return what the memory is used for, at present} */
    @Preview
    MemoryUse memory();

    /** {@return how the memory of the keyspace is laid out, in words and columns for people} */
    String allocatorReport();

    /**
     * Gives memory back to the system that is free and was kept for reuse: that of keys, and that which large requests
     * and replies have made the process take. Takes a time in proportion to that memory, but holds no lock for longer
     * than a fraction of a millisecond; while the heap is collected everybody waits, a few milliseconds unless it holds
     * many large values that are no strings.
     */
    void purgeMemory();

    /**
     * Says whether the memory of keys whose time is over is reclaimed in the background, as it is unless somebody turns
     * it off to look at what happens then. Clients never see such keys either way.
     *
     * @param enabled whether it is
     */
    void activeExpiry(boolean enabled);

    /** Sets the counters of {@code INFO} back to zero, and the histograms of {@link #latency()}. */
    void resetStatistics();

    /** {@return the commands that took long} */
    @Preview
    SlowLog slowLog();

    /** {@return what took how long} */
    @Preview
    LatencyMonitor latency();

    /**
     * {@return whether there is something to check a client's password against: {@code requirepass}, or an {@link
     * Authenticator}}
     */
    boolean checksPasswords();

    /** {@return the snapshots of the keyspace} */
    @Preview
    Snapshots snapshots();

    /**
     * Stops the server in an orderly way, without saving anything: replies are sent, modules stopped, the process ends.
     * Returns at once.
     */
    void shutdown();

    /**
     * A command as it was registered.
     *
     * @param spec what is known of it
     * @param fullName in lower case, with the parent's name and a bar if it is a subcommand: {@code config|get}
     * @param module the module that registered it
     * @param subcommands its subcommands, by their specs' order of registration
     */
    record CommandInfo(CommandSpec spec, String fullName, Module module, List<CommandInfo> subcommands) {
        /** Keeps a copy of the subcommands. */
        public CommandInfo {
            subcommands = List.copyOf(subcommands);
        }

        /**
         * {@return the indexes of the keys among the arguments after the name}
         *
         * @param arguments the arguments after the name
         */
        public List<Integer> keyPositions(List<Slice> arguments) {
            return spec.keyPositions(arguments);
        }

        /**
         * {@return the indexes of those keys among the arguments after the name that one key spec finds}
         *
         * @param keys one of {@link CommandSpec#keys()}
         * @param arguments the arguments after the name
         */
        public List<Integer> keyPositions(KeySpec keys, List<Slice> arguments) {
            return spec.keyPositions(keys, arguments);
        }
    }

    /**
     * A module.
     *
     * @param id its name, such as {@code dev.mortise.strings}
     * @param version its version, or an empty string
     * @param location where it was loaded from
     * @param builtIn whether it came with the server rather than from the plugin directory
     */
    record Module(String id, String version, String location, boolean builtIn) {

        private static final Pattern PARTS =
                Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,2}))?(?:\\.(\\d{1,2}))?(?:\\D.*)?");

        /**
         * {@return the version as the one integer that Redis modules have for it, or 0 if it has no such form}
         *
         * <p>Two decimal digits for each part, as most authors of Redis modules do it: {@code 2.10.3} is 21003.
         */
        public int versionNumber() {
            Matcher parts = PARTS.matcher(version);
            return parts.matches() ? part(parts, 1) * 10_000 + part(parts, 2) * 100 + part(parts, 3) : 0;
        }

        private static int part(Matcher parts, int group) {
            return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
        }
    }
}
