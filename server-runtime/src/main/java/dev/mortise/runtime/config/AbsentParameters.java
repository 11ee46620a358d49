package dev.mortise.runtime.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of redis-server 7.0 that this server does not know, each with the reason.
 *
 * <p>With those of {@link ParameterTable} they are all that Redis has; a test asks it. An operator who brings one along
 * is told the reason, where a mere "unknown" would send him looking for a typing mistake.
 */
final class AbsentParameters {

    /**
     * Parameters that are absent for one reason.
     *
     * @param reason to follow "is a parameter of Redis, but"
     * @param names in alphabetical order
     */
    record Absent(String reason, List<String> names) {
        static Absent because(String reason, String... names) {
            return new Absent(reason, List.of(names));
        }
    }

    private static final List<Absent> ALL = List.of(
            Absent.because(
                    "there is no journal of changes yet",
                    "aof-disable-auto-gc",
                    "aof-load-truncated",
                    "aof-rewrite-incremental-fsync",
                    "aof-timestamp-enabled",
                    "aof-use-rdb-preamble",
                    "aof_rewrite_cpulist",
                    "appenddirname",
                    "appendfilename",
                    "appendfsync",
                    "auto-aof-rewrite-min-size",
                    "auto-aof-rewrite-percentage",
                    "no-appendfsync-on-rewrite"),
            Absent.because("snapshots are saved by a thread, not by a process", "bgsave_cpulist"),
            Absent.because("a snapshot is forced to the disk once, when it is complete", "rdb-save-incremental-fsync"),
            Absent.because("what is restored is always looked at", "sanitize-dump-payload"),
            Absent.because(
                    "there is no replication yet",
                    "masterauth",
                    "masteruser",
                    "min-replicas-max-lag",
                    "min-replicas-to-write",
                    "min-slaves-max-lag",
                    "min-slaves-to-write",
                    "propagation-error-behavior",
                    "rdb-del-sync-files",
                    "repl-backlog-size",
                    "repl-backlog-ttl",
                    "repl-disable-tcp-nodelay",
                    "repl-diskless-load",
                    "repl-diskless-sync",
                    "repl-diskless-sync-delay",
                    "repl-diskless-sync-max-replicas",
                    "repl-ping-replica-period",
                    "repl-ping-slave-period",
                    "repl-timeout",
                    "replica-announce-ip",
                    "replica-announce-port",
                    "replica-announced",
                    "replica-ignore-disk-write-errors",
                    "replica-ignore-maxmemory",
                    "replica-lazy-flush",
                    "replica-priority",
                    "replica-read-only",
                    "replica-serve-stale-data",
                    "replicaof",
                    "shutdown-timeout",
                    "slave-announce-ip",
                    "slave-announce-port",
                    "slave-ignore-maxmemory",
                    "slave-lazy-flush",
                    "slave-priority",
                    "slave-read-only",
                    "slave-serve-stale-data",
                    "slaveof"),
            Absent.because(
                    "there is no cluster yet",
                    "cluster-allow-pubsubshard-when-down",
                    "cluster-allow-reads-when-down",
                    "cluster-allow-replica-migration",
                    "cluster-announce-bus-port",
                    "cluster-announce-hostname",
                    "cluster-announce-ip",
                    "cluster-announce-port",
                    "cluster-announce-tls-port",
                    "cluster-config-file",
                    "cluster-link-sendbuf-limit",
                    "cluster-migration-barrier",
                    "cluster-node-timeout",
                    "cluster-port",
                    "cluster-preferred-endpoint-type",
                    "cluster-replica-no-failover",
                    "cluster-replica-validity-factor",
                    "cluster-require-full-coverage",
                    "cluster-slave-no-failover",
                    "cluster-slave-validity-factor"),
            Absent.because(
                    "there is no TLS yet",
                    "tls-auth-clients",
                    "tls-ca-cert-dir",
                    "tls-ca-cert-file",
                    "tls-cert-file",
                    "tls-ciphers",
                    "tls-ciphersuites",
                    "tls-client-cert-file",
                    "tls-client-key-file",
                    "tls-client-key-file-pass",
                    "tls-cluster",
                    "tls-dh-params-file",
                    "tls-key-file",
                    "tls-key-file-pass",
                    "tls-prefer-server-ciphers",
                    "tls-protocols",
                    "tls-replication",
                    "tls-session-cache-size",
                    "tls-session-cache-timeout",
                    "tls-session-caching"),
            Absent.because(
                    "that data type is not there yet",
                    "hll-sparse-max-bytes",
                    "set-max-intset-entries",
                    "stream-node-max-bytes",
                    "stream-node-max-entries",
                    "zset-max-listpack-entries",
                    "zset-max-listpack-value",
                    "zset-max-ziplist-entries",
                    "zset-max-ziplist-value"),
            Absent.because("there are no access control lists yet", "acl-pubsub-default", "aclfile", "acllog-max-len"),
            Absent.because("there are no scripts yet", "busy-reply-threshold", "lua-time-limit"),
            Absent.because("clients are not told of changes yet", "tracking-table-max-keys"),
            Absent.because(
                    "the store looks after its tables and its memory by itself, a little at a time",
                    "active-defrag-cycle-max",
                    "active-defrag-cycle-min",
                    "active-defrag-ignore-bytes",
                    "active-defrag-max-scan-fields",
                    "active-defrag-threshold-lower",
                    "active-defrag-threshold-upper",
                    "active-expire-effort",
                    "activedefrag",
                    "activerehashing",
                    "dynamic-hz",
                    "jemalloc-bg-thread"),
            Absent.because(
                    "the service manager, or the script that starts the server, does that for any program",
                    "bio_cpulist",
                    "disable-thp",
                    "oom-score-adj",
                    "oom-score-adj-values",
                    "pidfile",
                    "proc-title-template",
                    "server_cpulist",
                    "set-proc-title",
                    "shutdown-on-sigint",
                    "shutdown-on-sigterm",
                    "supervised",
                    "syslog-enabled",
                    "syslog-facility",
                    "syslog-ident"),
            Absent.because("the JVM writes a report when it crashes", "crash-log-enabled", "crash-memcheck-enabled"),
            Absent.because("there is no such thing here", "always-show-logo", "ignore-warnings"),
            Absent.because(
                    "MIGRATE alone opens connections, from the address that the system chooses for the target",
                    "bind-source-addr",
                    "socket-mark-id"));

    private AbsentParameters() {}

    /** {@return all of them, by reason} */
    static List<Absent> all() {
        return ALL;
    }

    /** {@return why a parameter of this name, in any case, is absent, or null if Redis does not have it either} */
    static @Nullable String reason(String name) {
        String parameter = name.toLowerCase(Locale.ROOT);
        for (Absent absent : ALL) {
            if (absent.names().contains(parameter)) {
                return absent.reason();
            }
        }
        return null;
    }
}
