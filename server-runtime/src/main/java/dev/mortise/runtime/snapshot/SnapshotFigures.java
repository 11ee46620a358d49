package dev.mortise.runtime.snapshot;

import dev.mortise.runtime.rdb.LoadReport;
import dev.mortise.runtime.rdb.SaveProgress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of snapshots; an object for each moment, so that the figures belong together.
 *
 * @param lastSavedMillis when the last one was saved
 * @param changesSaved how many changes there had been at the instant of the last one
 * @param lastFailure why the last one could not be saved, or loaded again, or null if it could
 * @param lastSeconds how long the last one took, or -1
 * @param saves how many were saved
 * @param last how the last one went
 * @param loaded what was loaded
 */
record SnapshotFigures(
        long lastSavedMillis,
        long changesSaved,
        @Nullable String lastFailure,
        long lastSeconds,
        long saves,
        @Nullable SaveProgress last,
        LoadReport loaded) {

    static final LoadReport NOTHING_LOADED = new LoadReport(0, 0, Map.of(), "", "");

    static SnapshotFigures atStart(long nowMillis) {
        return new SnapshotFigures(nowMillis, 0, null, -1, 0, null, NOTHING_LOADED);
    }

    SnapshotFigures saved(long nowMillis, long changes, long seconds, SaveProgress progress) {
        return new SnapshotFigures(nowMillis, changes, null, seconds, saves + 1, progress, loaded);
    }

    SnapshotFigures failed(String reason, long seconds) {
        return new SnapshotFigures(lastSavedMillis, changesSaved, reason, seconds, saves, last, loaded);
    }

    /** {@return the same without the failure} */
    SnapshotFigures recovered() {
        return new SnapshotFigures(lastSavedMillis, changesSaved, null, lastSeconds, saves, last, loaded);
    }

    SnapshotFigures loaded(LoadReport report, long changes) {
        return new SnapshotFigures(lastSavedMillis, changes, lastFailure, lastSeconds, saves, last, report);
    }
}
