package dev.mortise.runtime.snapshot;

import dev.mortise.api.InfoSection;
import dev.mortise.runtime.rdb.RdbSaver;
import dev.mortise.runtime.rdb.SaveProgress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The section of {@code INFO} about snapshots, in Redis's order; what is our own begins with {@code snapshot_}. */
public final class PersistenceSection implements InfoSection {

    private static final double PERCENT = 100;
    private static final int LONGEST_ETA = 1;

    private final SnapshotKeeper keeper;
    private final LongSupplier nowMillis;

    public PersistenceSection(SnapshotKeeper keeper, LongSupplier nowMillis) {
        this.keeper = keeper;
        this.nowMillis = nowMillis;
    }

    @Override
    public void write(Lines lines) {
        // First of all: whoever reads that nothing is being saved is to find what was saved last.
        boolean saving = keeper.saving();
        RdbSaver saver = keeper.saver();
        SnapshotFigures figures = keeper.figures();
        LoadProgress loading = keeper.loading();
        SaveProgress present = saver == null ? null : saver.progress();
        SaveProgress last = figures.last();
        lines.line("loading", loading == null ? 0 : 1);
        lines.line("async_loading", 0);
        lines.line("current_cow_peak", present == null ? 0 : present.mostPendingBytes());
        lines.line("current_cow_size", present == null ? 0 : present.pendingBytes());
        lines.line("current_cow_size_age", 0);
        lines.line("current_fork_perc", percent(present));
        lines.line("current_save_keys_processed", present == null ? 0 : present.writtenKeys());
        lines.line("current_save_keys_total", present == null ? 0 : present.keys());
        lines.line("rdb_changes_since_last_save", keeper.unsavedChanges());
        lines.line("rdb_bgsave_in_progress", saving ? 1 : 0);
        lines.line("rdb_last_save_time", TimeUnit.MILLISECONDS.toSeconds(figures.lastSavedMillis()));
        lines.line("rdb_last_bgsave_status", figures.lastFailure() == null ? "ok" : "err");
        lines.line("rdb_last_bgsave_time_sec", figures.lastSeconds());
        lines.line("rdb_current_bgsave_time_sec", saving ? keeper.secondsRunning() : -1);
        lines.line("rdb_saves", figures.saves());
        lines.line("rdb_last_cow_size", last == null ? 0 : last.mostPendingBytes());
        lines.line("rdb_last_load_keys_expired", figures.loaded().expired());
        lines.line("rdb_last_load_keys_loaded", figures.loaded().keys());
        lines.line("aof_enabled", 0);
        lines.line("aof_rewrite_in_progress", 0);
        lines.line("aof_rewrite_scheduled", 0);
        lines.line("aof_last_rewrite_time_sec", -1);
        lines.line("aof_current_rewrite_time_sec", -1);
        lines.line("aof_last_bgrewrite_status", "ok");
        lines.line("aof_rewrites", 0);
        lines.line("aof_rewrites_consecutive_failures", 0);
        lines.line("aof_last_write_status", "ok");
        lines.line("aof_last_cow_size", 0);
        if (loading != null) {
            loading(lines, loading);
        }
        lines.line("snapshot_kept", keeper.kept() ? 1 : 0);
        lines.line("snapshot_last_longest_hold_usec", last == null ? 0 : last.longestStepNanos() / 1000);
        lines.line("snapshot_last_error", figures.lastFailure() == null ? "" : figures.lastFailure());
        lines.line(
                "snapshot_loaded_opaque",
                figures.loaded().opaque().entrySet().stream()
                        .map(type -> type.getKey() + "=" + type.getValue())
                        .collect(Collectors.joining(",")));
    }

    private void loading(Lines lines, LoadProgress loading) {
        long total = Math.max(0, loading.totalBytes());
        long loaded = loading.loadedBytes();
        long seconds = TimeUnit.MILLISECONDS.toSeconds(nowMillis.getAsLong() - loading.startedMillis());
        lines.line("loading_start_time", TimeUnit.MILLISECONDS.toSeconds(loading.startedMillis()));
        lines.line("loading_total_bytes", total);
        lines.line("loading_rdb_used_mem", 0);
        lines.line("loading_loaded_bytes", loaded);
        lines.line("loading_loaded_perc", "%.2f".formatted(total == 0 ? 0 : loaded * PERCENT / total));
        lines.line("loading_eta_seconds", loaded == 0 ? LONGEST_ETA : (total - loaded) * seconds / loaded);
    }

    private static String percent(@Nullable SaveProgress progress) {
        return progress == null || progress.keys() == 0
                ? "0.00"
                : "%.2f".formatted(progress.writtenKeys() * PERCENT / progress.keys());
    }
}
