package dev.mortise.runtime.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every parameter of the server, each declared once.
 *
 * <p>From this table come the configuration file and its mistakes, the options of the command line and {@code --help},
 * {@code CONFIG GET} and {@code CONFIG SET}, the commented default file and {@code docs/configuration.md}; tests keep
 * the last two true. Names and texts are those of Redis wherever Redis has the parameter. To add one: declare it here,
 * put it into its section, run the tests as {@code ConfigurationPagesTest} says, and read it from {@link
 * ServerConfig}.
 */
public final class ParameterTable {

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final long MOST_SHARDS = 1L << 16;
    private static final long MEBIBYTE = 1L << 20;
    private static final Pattern SHA256_DIGITS = Pattern.compile("[0-9a-fA-F]{64}");

    // Network

    public static final Parameter<Long> PORT =
            new Parameter<>("port", new IntegerType(0, 65_535), 6379L, "TCP port to listen on; 0 listens on none.");

    public static final Parameter<List<String>> BIND = new Parameter<>(
            "bind",
            new AddressesType(),
            List.of("*", "-::*"),
            "Addresses to listen on. A minus before an address allows it to be missing on this machine.");

    public static final Parameter<String> UNIX_SOCKET =
            new Parameter<>("unixsocket", TextType.optional("a path"), "", "Unix socket to listen on as well.");

    public static final Parameter<Long> UNIX_SOCKET_PERMISSIONS = new Parameter<>(
            "unixsocketperm",
            new OctalType(),
            0L,
            "Permissions of the Unix socket as in chmod; 0 leaves them as the system makes them.");

    public static final Parameter<Long> TCP_BACKLOG = new Parameter<>(
            "tcp-backlog",
            new IntegerType(0, Integer.MAX_VALUE),
            511L,
            "How many connections may wait to be accepted. The system may allow fewer.");

    public static final Parameter<Long> TCP_KEEPALIVE = new Parameter<>(
                    "tcp-keepalive",
                    new IntegerType(0, Integer.MAX_VALUE),
                    300L,
                    "Seconds of silence after which a new connection is probed for life; 0 never probes.")
            .live();

    public static final Parameter<Boolean> PROTECTED_MODE = new Parameter<>(
                    "protected-mode",
                    new FlagType(),
                    true,
                    "Refuse clients from other machines as long as they need no password, neither requirepass nor a"
                            + " plugin's.")
            .live();

    public static final Parameter<String> TRANSPORT = new Parameter<>(
            "transport",
            ChoiceType.of("auto", "epoll", "nio", "io_uring"),
            "auto",
            "How sockets are waited for. auto takes epoll on Linux and nio elsewhere; containers often forbid io_uring.");

    // Clients

    public static final Parameter<String> REQUIRE_PASS = new Parameter<>(
                    "requirepass",
                    TextType.optional("any text"),
                    "",
                    "Password that clients must give with AUTH or HELLO.")
            .live()
            .secret();

    public static final Parameter<Long> MAX_CLIENTS = new Parameter<>(
                    "maxclients",
                    new IntegerType(1, 0xFFFF_FFFFL),
                    10_000L,
                    "How many clients may be connected at once.")
            .live();

    public static final Parameter<Long> TIMEOUT = new Parameter<>(
                    "timeout",
                    new IntegerType(0, Integer.MAX_VALUE),
                    0L,
                    "Seconds of silence after which a client is disconnected; 0 for never.")
            .live();

    public static final Parameter<Long> PROTO_MAX_BULK_LEN = new Parameter<>(
                    "proto-max-bulk-len",
                    new MemoryType(MEBIBYTE, Long.MAX_VALUE),
                    512 * MEBIBYTE,
                    "How long one argument, and any string, may be. No string is ever longer than 2 GiB.")
            .live();

    public static final Parameter<Long> CLIENT_QUERY_BUFFER_LIMIT = new Parameter<>(
                    "client-query-buffer-limit",
                    new MemoryType(MEBIBYTE, Long.MAX_VALUE),
                    1024 * MEBIBYTE,
                    "How much of an unfinished request, or of a transaction, is kept; who sends more is disconnected.")
            .live();

    public static final Parameter<OutputBufferLimits> CLIENT_OUTPUT_BUFFER_LIMIT = new Parameter<>(
                    "client-output-buffer-limit",
                    new OutputBufferLimitsType(),
                    OutputBufferLimits.DEFAULT,
                    "How many bytes of replies may wait for a client of a class before it is disconnected: at once above"
                            + " the hard limit, after some seconds above the soft one; 0 for no limit.")
            .live();

    public static final Parameter<Long> MAX_MEMORY_CLIENTS = new Parameter<>(
                    "maxmemory-clients",
                    new MemoryOrPercentType(),
                    0L,
                    "How much all connections may hold together, or what part of maxmemory; those that hold most are closed"
                            + " above it. 0 for no limit.")
            .live();

    public static final Parameter<String> ENABLE_DEBUG_COMMAND = new Parameter<>(
            "enable-debug-command",
            ChoiceType.of("no", "local", "yes"),
            "no",
            "Who may send DEBUG: nobody, clients on this machine, or everybody.");

    // Keyspace and threads

    public static final Parameter<Long> DATABASES =
            new Parameter<>("databases", new IntegerType(1, 1L << 16), 16L, "How many numbered databases there are.");

    public static final Parameter<Long> SHARDS = new Parameter<>(
                    "shards",
                    new PowerOfTwoType(MOST_SHARDS),
                    Math.max(16, Math.min(MOST_SHARDS, 4L * Integer.highestOneBit(2 * CORES - 1))),
                    "How many locks the keyspace is divided among.")
            .defaultInWords("four per core, at least 16, as a power of two");

    public static final Parameter<Long> IO_THREADS = new Parameter<>(
                    "io-threads",
                    new IntegerType(1, 128),
                    (long) Math.clamp(CORES / 2, 1, 128),
                    "How many threads serve connections; each also executes the commands of its connections.")
            .defaultInWords("half the cores, at least 1");

    public static final Parameter<Long> HZ = new Parameter<>(
                    "hz",
                    new ClampedType(1, 500),
                    10L,
                    "How often in a second Redis looks for expired keys. This server does so every 10 milliseconds while a"
                            + " key has an expiry, whatever this says.")
            .live();

    // What takes long

    public static final Parameter<Long> SLOWLOG_LOG_SLOWER_THAN = new Parameter<>(
                    "slowlog-log-slower-than",
                    new IntegerType(-1, Long.MAX_VALUE),
                    10_000L,
                    "Microseconds from which on a command is kept in the slow log; 0 keeps every command, -1 none.")
            .live();

    public static final Parameter<Long> SLOW_COMMAND_MILLIS = new Parameter<>(
                    "slow-command-millis",
                    new IntegerType(0, Integer.MAX_VALUE),
                    1000L,
                    "Milliseconds after which a command that still runs is logged, with its plugin and its stack; 0 for"
                            + " never.")
            .live();

    public static final Parameter<Long> SLOWLOG_MAX_LEN = new Parameter<>(
                    "slowlog-max-len",
                    new IntegerType(0, Long.MAX_VALUE),
                    128L,
                    "How many commands the slow log keeps. Each takes up to 5 KB of the heap.")
            .live();

    public static final Parameter<Long> LATENCY_MONITOR_THRESHOLD = new Parameter<>(
                    "latency-monitor-threshold",
                    new IntegerType(0, Long.MAX_VALUE),
                    0L,
                    "Milliseconds from which on an event is kept for LATENCY; 0 keeps none.")
            .live();

    public static final Parameter<Boolean> LATENCY_TRACKING = new Parameter<>(
                    "latency-tracking",
                    new FlagType(),
                    true,
                    "Whether the durations of all commands are counted, for LATENCY HISTOGRAM and INFO latencystats.")
            .live();

    public static final Parameter<List<Double>> LATENCY_TRACKING_INFO_PERCENTILES = new Parameter<>(
                    "latency-tracking-info-percentiles",
                    new PercentilesType(),
                    List.of(50.0, 99.0, 99.9),
                    "The percentiles that INFO latencystats shows.")
            .live();

    // Logging and files

    public static final Parameter<String> LOG_LEVEL = new Parameter<>(
                    "loglevel",
                    ChoiceType.of("debug", "verbose", "notice", "warning"),
                    "notice",
                    "The least important messages that are logged.")
            .live();

    public static final Parameter<String> LOG_FILE = new Parameter<>(
            "logfile",
            TextType.optional("a path"),
            "",
            "File to which the log is appended; without one it goes to standard output.");

    public static final Parameter<String> DIR = new Parameter<>(
                    "dir",
                    new DirectoryType(),
                    Path.of("").toAbsolutePath().toString(),
                    "Directory from which the relative paths of other parameters start.")
            .defaultInWords("the directory the server is started in");

    // Plugins

    public static final Parameter<String> PLUGINS_DIRECTORY = new Parameter<>(
                    "plugins.directory",
                    TextType.required("the path of a directory, which may be missing"),
                    ServerHome.find().resolve("plugins").toString(),
                    "Where plugins are looked for: jars, or directories with a plugin's jars.")
            .defaultInWords("plugins, in the directory of the package");

    public static final Parameter<Boolean> PLUGINS_STRICT = new Parameter<>(
            "plugins.strict",
            new FlagType(),
            true,
            "Do not start if a plugin cannot be loaded or configured. With no, it is left out with a warning. One"
                    + " whose start fails stops the server either way: its commands are in place by then.");

    public static final Parameter<List<String>> PLUGINS_DISABLED = new Parameter<>(
            "plugins.disabled",
            new WordsType("names of modules"),
            List.of(),
            "Modules that are not loaded, of plugins or of the server itself.");

    public static final Parameter<Map<String, String>> PLUGINS_OVERRIDE = new Parameter<>(
            "plugins.override",
            new PairsType("the module to take for a command, such as GET=acme.fastget", Pattern.compile(".+")),
            Map.of(),
            "Which module's command to take where several define the same one, or where a plugin's takes the place of"
                    + " the server's own.");

    public static final Parameter<List<String>> PLUGINS_NATIVE_ACCESS = new Parameter<>(
            "plugins.nativeAccess",
            new WordsType("names of plugins"),
            List.of(),
            "Plugins that may call native code. Java warns about others that do, and one day it will stop them.");

    public static final Parameter<Map<String, String>> PLUGINS_SHA256 = new Parameter<>(
            "plugins.sha256",
            new PairsType("the SHA-256 of a plugin in 64 digits, such as acme.hello=9f2c...", SHA256_DIGITS),
            Map.of(),
            "What plugins must be to be loaded, as sha256sum tells of a jar. If there is one, every plugin needs one. Of"
                    + " a directory: find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum");

    public static final Parameter<PluginSettings> PLUGINS_SETTINGS = new Parameter<>(
            "plugins.settings",
            new PluginSettingsType(),
            PluginSettings.NONE,
            "What is set for plugins, by their names: each has an object of its own. CONFIG GET and SET know every one"
                    + " of them by the plugin's name and its own, as acme.hello.greeting.");

    // Memory

    public static final Parameter<Long> MAX_MEMORY = new Parameter<>(
                    "maxmemory",
                    new MemoryType(0, Long.MAX_VALUE),
                    0L,
                    "How much memory keys, values and the buffers of clients may take, the runtime of the server itself"
                            + " not counted; 0 for no limit.")
            .live();

    public static final Parameter<String> MAX_MEMORY_POLICY = new Parameter<>(
                    "maxmemory-policy",
                    ChoiceType.of(
                            "volatile-lru",
                            "volatile-lfu",
                            "volatile-random",
                            "volatile-ttl",
                            "allkeys-lru",
                            "allkeys-lfu",
                            "allkeys-random",
                            "noeviction"),
                    "noeviction",
                    "Which keys make room at the limit: of all keys or of those with an expiry, the least recently or the"
                            + " least frequently used, any, or those that end first. With noeviction writes are refused.")
            .live();

    public static final Parameter<Long> MAX_MEMORY_SAMPLES = new Parameter<>(
                    "maxmemory-samples",
                    new IntegerType(1, Integer.MAX_VALUE),
                    5L,
                    "How many keys are compared to find one that makes room: more find a better one, and take longer."
                            + " Above 64 nothing changes.")
            .live();

    public static final Parameter<Long> MAX_MEMORY_EVICTION_TENACITY = new Parameter<>(
                    "maxmemory-eviction-tenacity",
                    new IntegerType(0, 100),
                    10L,
                    "How long a command may be held up by making room: 0 as shortly as possible, 10 half a millisecond, 100"
                            + " until there is room.")
            .live();

    public static final Parameter<Long> LFU_LOG_FACTOR = new Parameter<>(
                    "lfu-log-factor",
                    new IntegerType(0, Integer.MAX_VALUE),
                    10L,
                    "How slowly the counter of a key's uses rises; with 10 it is full after about a million uses.")
            .live();

    public static final Parameter<Long> LFU_DECAY_TIME = new Parameter<>(
                    "lfu-decay-time",
                    new IntegerType(0, Integer.MAX_VALUE),
                    1L,
                    "In how many minutes without use that counter falls by one; 0 for never.")
            .live();

    public static final Parameter<String> NOTIFY_KEYSPACE_EVENTS = new Parameter<>(
                    "notify-keyspace-events",
                    new EventClassesType(),
                    "",
                    "Which events of keys are published, and where: K for channels named after the key, E after the event;"
                            + " g for what any key meets with, $ l s h z t d for changes of strings, lists, sets, hashes,"
                            + " sorted sets, streams and types of plugins, x for keys that have expired, e for evicted"
                            + " ones, A for all of these; n for new keys, m for look-ups of keys that are not there.")
            .live();

    // For clients that ask

    public static final Parameter<Boolean> APPEND_ONLY = new Parameter<>(
                    "appendonly",
                    new OnlyType<>(new FlagType(), false, "this server keeps its keys in memory only"),
                    false,
                    "Whether changes are written to a journal, here never.")
            .live();

    private static final String NO_DIFFERENCE =
            " is freed in the background. No difference here: freeing takes no time that depends on the size.";

    public static final Parameter<Boolean> LAZYFREE_LAZY_EVICTION = new Parameter<>(
                    "lazyfree-lazy-eviction", new FlagType(), false, "Whether what is evicted" + NO_DIFFERENCE)
            .live();

    public static final Parameter<Boolean> LAZYFREE_LAZY_EXPIRE = new Parameter<>(
                    "lazyfree-lazy-expire", new FlagType(), false, "Whether what expires" + NO_DIFFERENCE)
            .live();

    public static final Parameter<Boolean> LAZYFREE_LAZY_SERVER_DEL = new Parameter<>(
                    "lazyfree-lazy-server-del", new FlagType(), false, "Whether what is replaced" + NO_DIFFERENCE)
            .live();

    public static final Parameter<Boolean> LAZYFREE_LAZY_USER_DEL = new Parameter<>(
                    "lazyfree-lazy-user-del", new FlagType(), false, "Whether what DEL removes" + NO_DIFFERENCE)
            .live();

    public static final Parameter<Boolean> LAZYFREE_LAZY_USER_FLUSH = new Parameter<>(
                    "lazyfree-lazy-user-flush",
                    new FlagType(),
                    false,
                    "Whether what FLUSHALL and FLUSHDB remove" + NO_DIFFERENCE)
            .live();

    public static final Parameter<Boolean> DAEMONIZE = new Parameter<>(
            "daemonize",
            new OnlyType<>(new FlagType(), false, "leave that to the service manager, or to the shell's &"),
            false,
            "Whether the server goes to the background by itself, here never.");

    public static final Parameter<Boolean> IO_THREADS_DO_READS = new Parameter<>(
            "io-threads-do-reads",
            new OnlyType<>(new FlagType(), true, "each thread does everything for its connections"),
            true,
            "Whether the threads that serve connections read from them, here always.");

    public static final Parameter<Boolean> CLUSTER_ENABLED = new Parameter<>(
            "cluster-enabled",
            new OnlyType<>(new FlagType(), false, "this server cannot be part of a cluster yet"),
            false,
            "Whether the server is part of a cluster, here never.");

    public static final Parameter<Long> TLS_PORT = new Parameter<>(
                    "tls-port",
                    new OnlyType<>(new IntegerType(0, 65_535), 0L, "this server has no TLS yet"),
                    0L,
                    "Port for connections with TLS, here none.")
            .live();

    public static final Parameter<Boolean> ENABLE_MODULE_COMMAND = new Parameter<>(
            "enable-module-command",
            new OnlyType<>(new FlagType(), false, "plugins are loaded at start, from plugins.directory"),
            false,
            "Whether MODULE LOAD is allowed, here never.");

    public static final Parameter<Boolean> ENABLE_PROTECTED_CONFIGS = new Parameter<>(
            "enable-protected-configs",
            new OnlyType<>(new FlagType(), false, "what is protected in Redis is fixed at start here"),
            false,
            "Whether CONFIG SET may change dir and the like, here never.");

    /**
     * Parameters that belong together, for people.
     *
     * @param title what they are about
     * @param parameters in the order they are shown
     */
    public record Section(String title, List<Parameter<?>> parameters) {}

    private static final List<Section> SECTIONS = List.of(
            new Section(
                    "Network",
                    List.of(
                            PORT,
                            BIND,
                            UNIX_SOCKET,
                            UNIX_SOCKET_PERMISSIONS,
                            TCP_BACKLOG,
                            TCP_KEEPALIVE,
                            PROTECTED_MODE,
                            TRANSPORT)),
            new Section(
                    "Clients",
                    List.of(
                            REQUIRE_PASS,
                            MAX_CLIENTS,
                            TIMEOUT,
                            PROTO_MAX_BULK_LEN,
                            CLIENT_QUERY_BUFFER_LIMIT,
                            CLIENT_OUTPUT_BUFFER_LIMIT,
                            MAX_MEMORY_CLIENTS,
                            ENABLE_DEBUG_COMMAND)),
            new Section("Keyspace and threads", List.of(DATABASES, SHARDS, IO_THREADS, HZ)),
            new Section(
                    "What takes long",
                    List.of(
                            SLOWLOG_LOG_SLOWER_THAN,
                            SLOWLOG_MAX_LEN,
                            SLOW_COMMAND_MILLIS,
                            LATENCY_MONITOR_THRESHOLD,
                            LATENCY_TRACKING,
                            LATENCY_TRACKING_INFO_PERCENTILES)),
            new Section("Logging and files", List.of(LOG_LEVEL, LOG_FILE, DIR)),
            new Section(
                    "Plugins",
                    List.of(
                            PLUGINS_DIRECTORY,
                            PLUGINS_STRICT,
                            PLUGINS_DISABLED,
                            PLUGINS_OVERRIDE,
                            PLUGINS_NATIVE_ACCESS,
                            PLUGINS_SHA256,
                            PLUGINS_SETTINGS)),
            new Section("Snapshots", SnapshotParameters.ALL),
            new Section("Small values", CompactFormParameters.ALL),
            new Section(
                    "Memory",
                    List.of(
                            MAX_MEMORY,
                            MAX_MEMORY_POLICY,
                            MAX_MEMORY_SAMPLES,
                            MAX_MEMORY_EVICTION_TENACITY,
                            LFU_LOG_FACTOR,
                            LFU_DECAY_TIME)),
            new Section("Events of keys", List.of(NOTIFY_KEYSPACE_EVENTS)),
            new Section(
                    "For clients that ask",
                    List.of(
                            APPEND_ONLY,
                            LAZYFREE_LAZY_EVICTION,
                            LAZYFREE_LAZY_EXPIRE,
                            LAZYFREE_LAZY_SERVER_DEL,
                            LAZYFREE_LAZY_USER_DEL,
                            LAZYFREE_LAZY_USER_FLUSH,
                            DAEMONIZE,
                            IO_THREADS_DO_READS,
                            CLUSTER_ENABLED,
                            TLS_PORT,
                            ENABLE_MODULE_COMMAND,
                            ENABLE_PROTECTED_CONFIGS)));

    private static final List<Parameter<?>> ALL = SECTIONS.stream()
            .<Parameter<?>>flatMap(section -> section.parameters().stream())
            .toList();

    private static final Map<String, Parameter<?>> BY_NAME = byName();

    private ParameterTable() {}

    private static Map<String, Parameter<?>> byName() {
        Map<String, Parameter<?>> names = new HashMap<>();
        for (Parameter<?> parameter : ALL) {
            names.put(key(parameter), parameter);
            if (!parameter.formerName().isEmpty()) {
                names.put(parameter.formerName(), parameter);
            }
        }
        return names;
    }

    /** {@return all parameters, by what they are about} */
    public static List<Section> sections() {
        return SECTIONS;
    }

    /** {@return all parameters, in the order of their sections} */
    public static List<Parameter<?>> all() {
        return ALL;
    }

    private static String key(Parameter<?> parameter) {
        return parameter.name().toLowerCase(Locale.ROOT);
    }

    /** {@return the parameter of a name in any case, or null if there is none} */
    @Nullable
    public static Parameter<?> find(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    /** {@return the parameter of which a name is one member, as {@code plugins.override.GET} is, or null} */
    @Nullable
    static Parameter<?> findOwner(String member) {
        String name = member.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(parameter -> parameter.type().shape() == ParameterType.Shape.MAP
                        || parameter.type().shape() == ParameterType.Shape.TREE)
                .filter(parameter -> name.startsWith(key(parameter) + ".")
                        && name.length() > key(parameter).length() + 1)
                .findAny()
                .orElse(null);
    }

    /** {@return the known name that was most likely meant, or null if none is close} */
    @Nullable
    static String nearestName(String name) {
        return NearestName.of(
                name.toLowerCase(Locale.ROOT), ALL.stream().map(Parameter::name).toList());
    }

    /**
     * {@return what is wrong with a name that is not in the table, as a sentence about it}
     *
     * @param separator what stands between the levels of a name where it was found
     */
    static String unknown(String name, String before, char separator) {
        String reason = AbsentParameters.reason(name);
        if (reason != null) {
            return "is a parameter of Redis, but " + reason;
        }
        String nearest = nearestName(name);
        return nearest == null ? "unknown" : "unknown, did you mean " + before + nearest.replace('.', separator) + "?";
    }

    /** {@return whether some parameter's name begins with this one and a dot} */
    static boolean isGroup(String name) {
        String group = name.toLowerCase(Locale.ROOT) + ".";
        return ALL.stream().anyMatch(parameter -> key(parameter).startsWith(group));
    }
}
