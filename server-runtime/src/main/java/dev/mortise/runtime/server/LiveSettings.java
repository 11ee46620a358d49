package dev.mortise.runtime.server;

import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import dev.mortise.runtime.config.LiveConfig;
import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.config.OutputBufferLimits;
import dev.mortise.runtime.config.Parameter;
import dev.mortise.runtime.config.ParameterTable;
import dev.mortise.runtime.config.ServerConfig;
import dev.mortise.runtime.config.SnapshotParameters;
import dev.mortise.runtime.resp.DecoderLimits;
import dev.mortise.runtime.session.Credentials;
import dev.mortise.runtime.snapshot.SnapshotSettings;
import dev.mortise.runtime.statistics.TimingSettings;
import dev.mortise.runtime.transport.OutputLimit;
import dev.mortise.runtime.transport.TransportSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The parameters that can change while the server runs, in the form in which the parts of the server read them.
 *
 * <p>Each change of the configuration makes a new {@link Values}; a reader pays for one volatile read. For any thread.
 */
final class LiveSettings implements Parameters, Credentials, TransportSettings, LongSupplier {

    private static final int PERCENT = 100;
    private static final long LEAST_FOR_CLIENTS_BYTES = 128 * 1024;

    private record Values(
            int maxClients,
            long timeoutMillis,
            int tcpKeepAliveSeconds,
            boolean protectedMode,
            String password,
            long maxClientsBytes,
            OutputLimit normalOutput,
            OutputLimit replicaOutput,
            OutputLimit pubsubOutput,
            DecoderLimits decoderLimits,
            TimingSettings timing,
            SnapshotSettings snapshots) {}

    private final LiveConfig config;
    private volatile Values values;

    LiveSettings(LiveConfig config) {
        this.config = config;
        this.values = values(config.current());
        config.onChange(changed -> values = values(changed));
    }

    private static Values values(ServerConfig config) {
        OutputBufferLimits output = config.value(ParameterTable.CLIENT_OUTPUT_BUFFER_LIMIT);
        return new Values(
                config.intValue(ParameterTable.MAX_CLIENTS),
                TimeUnit.SECONDS.toMillis(config.value(ParameterTable.TIMEOUT)),
                config.intValue(ParameterTable.TCP_KEEPALIVE),
                config.value(ParameterTable.PROTECTED_MODE),
                config.value(ParameterTable.REQUIRE_PASS),
                maxClientsBytes(config),
                limit(output.normal()),
                limit(output.replica()),
                limit(output.pubsub()),
                DecoderLimits.defaults()
                        .withMaxBulkBytes(config.value(ParameterTable.PROTO_MAX_BULK_LEN))
                        .withMaxPendingBytes(config.value(ParameterTable.CLIENT_QUERY_BUFFER_LIMIT)),
                new TimingSettings(
                        config.value(ParameterTable.SLOWLOG_LOG_SLOWER_THAN),
                        config.value(ParameterTable.SLOWLOG_MAX_LEN),
                        config.value(ParameterTable.LATENCY_MONITOR_THRESHOLD),
                        config.value(ParameterTable.LATENCY_TRACKING),
                        config.value(ParameterTable.SLOW_COMMAND_MILLIS),
                        config.value(ParameterTable.LATENCY_TRACKING_INFO_PERCENTILES)),
                new SnapshotSettings(
                        config.value(SnapshotParameters.SAVE),
                        config.value(SnapshotParameters.STOP_WRITES_ON_BGSAVE_ERROR),
                        config.value(SnapshotParameters.RDB_COMPRESSION),
                        config.value(SnapshotParameters.RDB_CHECKSUM),
                        config.intValue(SnapshotParameters.RDB_VERSION)));
    }

    /** {@return what is noted of how long things take} */
    TimingSettings timing() {
        return values.timing;
    }

    /** {@return how snapshots are saved} */
    SnapshotSettings snapshots() {
        return values.snapshots;
    }

    /** A limit that is too small to serve anybody is raised, as in Redis. */
    private static long maxClientsBytes(ServerConfig config) {
        long value = config.value(ParameterTable.MAX_MEMORY_CLIENTS);
        long maxMemory = config.value(ParameterTable.MAX_MEMORY);
        long bytes = value >= 0 ? value : maxMemory / PERCENT * -value;
        return bytes == 0 ? Long.MAX_VALUE : Math.max(LEAST_FOR_CLIENTS_BYTES, bytes);
    }

    private static OutputLimit limit(OutputBufferLimits.Limit limit) {
        return new OutputLimit(limit.hardBytes(), limit.softBytes(), TimeUnit.SECONDS.toMillis(limit.softSeconds()));
    }

    @Override
    public ModuleSettings settings() {
        return config.settings();
    }

    @Override
    public Map<String, String> all() {
        return config.parameters();
    }

    @Override
    public LongSupplier number(String name) {
        return config.number(name);
    }

    @Override
    public void onChange(String name, Consumer<String> listener) {
        config.onChange(name, listener);
    }

    @Override
    public void rewriteFile() {
        config.rewriteFile();
    }

    @Override
    public boolean isSecret(String name) {
        Parameter<?> parameter = ParameterTable.find(name);
        return parameter == null ? config.settings().isSecret(name) : parameter.isSecret();
    }

    @Override
    public void change(Map<String, String> changes) {
        config.changeParameters(changes);
    }

    @Override
    public boolean required() {
        return !values.password.isEmpty();
    }

    /** Takes the same time wherever the password differs, so that it cannot be guessed byte by byte. */
    @Override
    public boolean accept(String user, Slice password) {
        byte[] expected = values.password.getBytes(StandardCharsets.UTF_8);
        return user.equals(DEFAULT_USER)
                && (expected.length == 0 || MessageDigest.isEqual(expected, password.toBytes()));
    }

    @Override
    public int maxClients() {
        return values.maxClients;
    }

    @Override
    public long timeoutMillis() {
        return values.timeoutMillis;
    }

    @Override
    public int tcpKeepAliveSeconds() {
        return values.tcpKeepAliveSeconds;
    }

    @Override
    public boolean protectedMode() {
        return values.protectedMode;
    }

    @Override
    public OutputLimit outputLimit(Session.Kind kind) {
        return switch (kind) {
            case NORMAL, MONITOR -> values.normalOutput;
            case REPLICA, MASTER -> values.replicaOutput;
            case PUBSUB -> values.pubsubOutput;
        };
    }

    @Override
    public OutputLimit pushLimit(Session.Kind kind) {
        return outputLimit(kind).or(values.pubsubOutput);
    }

    @Override
    public long maxClientsBytes() {
        return values.maxClientsBytes;
    }

    @Override
    public DecoderLimits decoderLimits() {
        return values.decoderLimits;
    }

    /** {@return how many bytes one bulk string may have} */
    @Override
    public long getAsLong() {
        return values.decoderLimits.maxBulkBytes();
    }
}
