package dev.mortise.runtime.server;

import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.session.Credentials;
import dev.mortise.runtime.snapshot.SnapshotSettings;
import dev.mortise.runtime.statistics.TimingSettings;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a {@link ServerCore} is made of.
 *
 * @param store how the keyspace is laid out
 * @param memory how much the data and the clients may take
 * @param parameters what {@code CONFIG} is about
 * @param credentials who may use the server
 * @param plugins what the operator says of plugins
 * @param nowMillis the time, in milliseconds since 1970
 * @param nowMicros the time, in microseconds since 1970
 * @param nanoTime a clock for durations, which goes forwards
 * @param timing what is noted of how long things take, at present
 * @param maxBulkBytes how long one bulk string may be, at present
 * @param snapshots how snapshots are saved, at present
 * @param backgroundWork whether expiry and timers run by themselves; tests do without
 * @param dataDirectory where modules have the directories for their files, which need not be there
 * @param checks whether what plugins borrow is watched, so that what is kept too long fails; slow, for tests
 */
public record CoreSettings(
        StoreSettings store,
        MemoryLimit memory,
        Parameters parameters,
        Credentials credentials,
        PluginPolicy plugins,
        LongSupplier nowMillis,
        LongSupplier nowMicros,
        LongSupplier nanoTime,
        Supplier<TimingSettings> timing,
        LongSupplier maxBulkBytes,
        Supplier<SnapshotSettings> snapshots,
        boolean backgroundWork,
        Supplier<Path> dataDirectory,
        boolean checks) {

    /** A server that saves nothing without being told to. */
    @SuppressWarnings("checkstyle:parameternumber") // As many as it has components.
    public CoreSettings(
            StoreSettings store,
            MemoryLimit memory,
            Parameters parameters,
            Credentials credentials,
            PluginPolicy plugins,
            LongSupplier nowMillis,
            LongSupplier nowMicros,
            LongSupplier nanoTime,
            Supplier<TimingSettings> timing,
            LongSupplier maxBulkBytes,
            boolean backgroundWork,
            Supplier<Path> dataDirectory,
            boolean checks) {
        this(
                store,
                memory,
                parameters,
                credentials,
                plugins,
                nowMillis,
                nowMicros,
                nanoTime,
                timing,
                maxBulkBytes,
                () -> SnapshotSettings.DEFAULT,
                backgroundWork,
                dataDirectory,
                checks);
    }
}
