package dev.mortise.runtime.info;

import dev.mortise.api.InfoSection;
import dev.mortise.api.InfoSection.Lines;
import dev.mortise.api.Server;
import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.InfoFields;
import dev.mortise.runtime.keyspace.Census;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.session.Sessions;
import dev.mortise.runtime.statistics.LoopStatistics;
import dev.mortise.runtime.statistics.ServerStatistics;
import dev.mortise.runtime.statistics.TimingSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The sections of {@code INFO} that the host itself writes. Every figure is read when it is asked for. */
public final class HostSections {

    /** Redis keeps 24 bits of its clock for the ages of keys. */
    private static final long LRU_CLOCK_MASK = (1L << 24) - 1;

    private final ServerIdentity identity;
    private final Supplier<Map<String, String>> parameters;
    private final Store store;
    private final Sessions sessions;
    private final ServerStatistics statistics;
    private final Supplier<TimingSettings> timing;
    private final LongSupplier nowMillis;
    private final long startedAtMillis;
    private final OperationRate rate;
    private final MemorySection memory;
    private final InfoFields fields;

    public HostSections(
            ServerIdentity identity,
            Supplier<Map<String, String>> parameters,
            Store store,
            Sessions sessions,
            ServerStatistics statistics,
            Supplier<TimingSettings> timing,
            LongSupplier nowMillis,
            InfoFields fields) {
        this.fields = fields;
        this.identity = identity;
        this.parameters = parameters;
        this.store = store;
        this.sessions = sessions;
        this.statistics = statistics;
        this.timing = timing;
        this.nowMillis = nowMillis;
        this.startedAtMillis = nowMillis.getAsLong();
        this.rate = new OperationRate(statistics);
        this.memory = new MemorySection(store);
    }

    /** {@return the section about memory, which others ask for its figures} */
    public MemorySection memory() {
        return memory;
    }

    /** {@return the rates, to be told the time now and then} */
    public OperationRate rate() {
        return rate;
    }

    /**
     * Adds all sections in their order.
     *
     * @param modules what the section about modules lists
     * @param persistence the one about snapshots
     */
    public void addTo(InfoText text, CommandTable commands, List<Server.Module> modules, InfoSection persistence) {
        text.add("Server", this::server);
        text.add("Clients", this::clients);
        text.add("Memory", memory);
        text.add("Persistence", persistence);
        text.add("Stats", this::stats);
        text.add("Replication", this::replication);
        text.add("CPU", this::cpu);
        text.add("Modules", new ModulesSection(modules));
        text.add("Commandstats", new CommandStatsSection(commands, statistics));
        text.add("Errorstats", this::errorStats);
        text.add("Latencystats", new LatencyStatsSection(commands, statistics, timing));
        text.add("Cluster", lines -> lines.line("cluster_enabled", 0));
        text.add("Keyspace", this::keyspace);
    }

    private void server(Lines lines) {
        long now = nowMillis.getAsLong();
        long uptimeSeconds = TimeUnit.MILLISECONDS.toSeconds(now - startedAtMillis);
        lines.line("redis_version", identity.redisVersion());
        lines.line("mortise_version", identity.version());
        lines.line("redis_git_sha1", "00000000");
        lines.line("redis_git_dirty", 0);
        lines.line("redis_build_id", Integer.toHexString(identity.version().hashCode()));
        lines.line("redis_mode", "standalone");
        lines.line(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        lines.line("arch_bits", 64);
        lines.line("multiplexing_api", identity.transport());
        lines.line("java_version", System.getProperty("java.vm.version"));
        lines.line("process_id", ProcessHandle.current().pid());
        lines.line("process_supervised", "no");
        lines.line("run_id", identity.runId());
        lines.line("tcp_port", parameter("port"));
        lines.line("server_time_usec", TimeUnit.MILLISECONDS.toMicros(now));
        lines.line("uptime_in_seconds", uptimeSeconds);
        lines.line("uptime_in_days", TimeUnit.SECONDS.toDays(uptimeSeconds));
        lines.line("hz", parameter("hz"));
        lines.line("configured_hz", parameter("hz"));
        lines.line("lru_clock", TimeUnit.MILLISECONDS.toSeconds(now) & LRU_CLOCK_MASK);
        lines.line("executable", ProcessHandle.current().info().command().orElse(""));
        lines.line("config_file", identity.configFile());
        lines.line("io_threads_active", 0);
    }

    private void clients(Lines lines) {
        lines.line("connected_clients", sessions.count());
        lines.line("cluster_connections", 0);
        lines.line("maxclients", parameter("maxclients"));
        lines.line("blocked_clients", sessions.waiting());
        lines.line("tracking_clients", 0);
        lines.line("clients_in_timeout_table", 0);
    }

    private void stats(Lines lines) {
        traffic(lines);
        lines.line("rejected_connections", sessions.rejected());
        lines.line("sync_full", 0);
        lines.line("sync_partial_ok", 0);
        lines.line("sync_partial_err", 0);
        lines.line("expired_keys", store.expiredKeys());
        lines.line("evicted_keys", store.evictedKeys());
        lines.line("evicted_clients", sessions.evicted());
        long now = nowMillis.getAsLong();
        lines.line("total_eviction_exceeded_time", store.limit().exceededMillis(now));
        lines.line("current_eviction_exceeded_time", store.limit().exceedingMillis(now));
        lines.line("keyspace_hits", statistics.sum(LoopStatistics::hits));
        lines.line("keyspace_misses", statistics.sum(LoopStatistics::misses));
        InfoFields.PUBSUB.forEach(name -> lines.line(name, fields.value(name)));
        lines.line("latest_fork_usec", 0);
        lines.line("total_forks", 0);
        lines.line("tracking_total_keys", 0);
        lines.line("tracking_total_items", 0);
        lines.line("tracking_total_prefixes", 0);
        lines.line("unexpected_error_replies", 0);
        lines.line(
                "total_error_replies",
                statistics.errors().values().stream().mapToLong(Long::longValue).sum());
        lines.line("total_reads_processed", statistics.sum(LoopStatistics::reads));
        lines.line("total_writes_processed", statistics.sum(LoopStatistics::writes));
    }

    private void traffic(Lines lines) {
        lines.line("total_connections_received", sessions.accepted());
        lines.line("total_commands_processed", statistics.sum(LoopStatistics::executedCommands));
        lines.line("instantaneous_ops_per_sec", rate.operationsPerSecond());
        lines.line("total_net_input_bytes", statistics.sum(LoopStatistics::receivedBytes));
        lines.line("total_net_output_bytes", statistics.sum(LoopStatistics::sentBytes));
        lines.line("total_net_repl_input_bytes", 0);
        lines.line("total_net_repl_output_bytes", 0);
        lines.line("instantaneous_input_kbps", rate.inputKibibytesPerSecond());
        lines.line("instantaneous_output_kbps", rate.outputKibibytesPerSecond());
        lines.line("instantaneous_input_repl_kbps", "0.00");
        lines.line("instantaneous_output_repl_kbps", "0.00");
    }

    private void replication(Lines lines) {
        lines.line("role", "master");
        lines.line("connected_slaves", 0);
        lines.line("master_failover_state", "no-failover");
        lines.line("master_replid", identity.runId());
        lines.line("master_replid2", "0".repeat(identity.runId().length()));
        lines.line("master_repl_offset", 0);
        lines.line("second_repl_offset", -1);
        lines.line("repl_backlog_active", 0);
        lines.line("repl_backlog_size", 0);
        lines.line("repl_backlog_first_byte_offset", 0);
        lines.line("repl_backlog_histlen", 0);
    }

    private void cpu(Lines lines) {
        lines.line("used_cpu_sys", ProcessFigures.systemCpuSeconds());
        lines.line("used_cpu_user", ProcessFigures.userCpuSeconds());
        lines.line("used_cpu_sys_children", ProcessFigures.systemCpuSecondsOfChildren());
        lines.line("used_cpu_user_children", ProcessFigures.userCpuSecondsOfChildren());
    }

    private void errorStats(Lines lines) {
        statistics.errors().forEach((code, count) -> lines.line("errorstat_" + code, "count=" + count));
    }

    private void keyspace(Lines lines) {
        Census census = store.census();
        for (int database = 0; database < store.databases(); database++) {
            long keys = census.keys(database);
            if (keys > 0) {
                long expiring = census.expiring(database);
                long left = expiring == 0 ? 0 : store.averageTtlMillis(database, nowMillis.getAsLong());
                lines.line("db" + database, "keys=%d,expires=%d,avg_ttl=%d".formatted(keys, expiring, left));
            }
        }
    }

    private String parameter(String name) {
        return parameters.get().getOrDefault(name, "");
    }
}
