package dev.mortise.runtime.server;

import dev.mortise.runtime.config.LiveConfig;
import dev.mortise.runtime.config.ParameterTable;
import dev.mortise.runtime.config.ServerConfig;
import dev.mortise.runtime.info.ServerIdentity;
import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.log.LogLevel;
import dev.mortise.runtime.log.ServerLog;
import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;
import dev.mortise.runtime.module.PluginProblem;
import dev.mortise.runtime.random.SystemRandom;
import dev.mortise.runtime.transport.TransportKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Puts a server together from its configuration. */
final class Assembly {

    /** The version of Redis whose behaviour is the model. */
    static final String REDIS_VERSION = "7.0.15";

    private static final System.Logger LOG = System.getLogger(Assembly.class.getName());
    private static final int RUN_ID_BYTES = 20;
    private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    private Assembly() {}

    static MortiseServer start(ServerConfig config, List<ConfiguredModule> modules, List<PluginProblem> refused)
            throws StartFailure {
        LiveConfig liveConfig = new LiveConfig(config);
        liveConfig.onChange(
                changed -> ServerLog.process().least(LogLevel.named(changed.value(ParameterTable.LOG_LEVEL))));
        LiveSettings live = new LiveSettings(liveConfig);
        TransportKind transport = transport(config);
        StoreSettings store = new StoreSettings(
                config.intValue(ParameterTable.SHARDS),
                config.intValue(ParameterTable.DATABASES),
                StoreSettings.defaults().maxRegionBytes());
        MemoryLimit memory = new MemoryLimit();
        memory.configure(memorySettings(config));
        liveConfig.onChange(changed -> memory.configure(memorySettings(changed)));
        LongSupplier nowMillis = System::currentTimeMillis;
        CoreSettings core = new CoreSettings(
                store,
                memory,
                live,
                live,
                new PluginPolicy(
                        config.value(ParameterTable.PLUGINS_OVERRIDE),
                        config.value(ParameterTable.PLUGINS_STRICT),
                        refused),
                nowMillis,
                Assembly::nowMicros,
                System::nanoTime,
                live::timing,
                live,
                live::snapshots,
                true,
                () -> Path.of(config.value(ParameterTable.DIR)).toAbsolutePath().resolve("plugin-data"),
                Boolean.getBoolean("mortise.check"));
        ServerIdentity identity =
                new ServerIdentity(version(), REDIS_VERSION, runId(), transport.wireName(), config.file());
        MortiseServer server = MortiseServer.start(core, live, listening(config, transport), modules, identity);
        if (config.value(ParameterTable.PORT) == ServerConfig.ANY_PORT) {
            liveConfig.found(ParameterTable.PORT, (long) server.port());
        }
        liveConfig.onChange(_ -> warnOfMemory(server.core()));
        return server;
    }

    /** What would be refused at start is taken from a client, as in Redis, but not silently. */
    private static void warnOfMemory(ServerCore core) {
        String problem = core.memoryProblem();
        if (problem != null) {
            LOG.log(System.Logger.Level.WARNING, problem);
        }
    }

    private static MemorySettings memorySettings(ServerConfig config) {
        long maxBytes = config.value(ParameterTable.MAX_MEMORY);
        return new MemorySettings(
                maxBytes == 0 ? MemorySettings.UNLIMITED : maxBytes,
                EvictionPolicy.of(config.value(ParameterTable.MAX_MEMORY_POLICY)),
                config.intValue(ParameterTable.MAX_MEMORY_SAMPLES),
                config.intValue(ParameterTable.MAX_MEMORY_EVICTION_TENACITY),
                config.intValue(ParameterTable.LFU_LOG_FACTOR),
                config.intValue(ParameterTable.LFU_DECAY_TIME));
    }

    /** {@return the version of the server, as its module says} */
    static String version() {
        var descriptor = Assembly.class.getModule().getDescriptor();
        return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
    }

    private static TransportKind transport(ServerConfig config) throws StartFailure {
        try {
            return TransportKind.of(config.value(ParameterTable.TRANSPORT));
        } catch (IllegalArgumentException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static Listening listening(ServerConfig config, TransportKind transport) {
        Path socket = config.path(ParameterTable.UNIX_SOCKET);
        long permissions = config.value(ParameterTable.UNIX_SOCKET_PERMISSIONS);
        return new Listening(
                config.value(ParameterTable.BIND),
                port(config),
                socket,
                permissions == 0 ? null : Long.toOctalString(permissions),
                config.intValue(ParameterTable.TCP_BACKLOG),
                transport,
                config.intValue(ParameterTable.IO_THREADS));
    }

    private static int port(ServerConfig config) {
        int port = config.intValue(ParameterTable.PORT);
        if (port == ServerConfig.ANY_PORT) {
            return Listening.ANY_PORT;
        }
        return port == 0 ? Listening.NO_PORT : port;
    }

    private static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / NANOS_PER_MICRO;
    }

    private static String runId() {
        return HexFormat.of().formatHex(SystemRandom.bytes(RUN_ID_BYTES));
    }
}
