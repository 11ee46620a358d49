package dev.mortise.runtime.snapshot;

import dev.mortise.api.internal.HostSnapshotSource;
import dev.mortise.runtime.rdb.RdbSaver;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/** A snapshot that is being saved: what whoever keeps its bytes is handed. For one thread. */
final class SavedSnapshot implements HostSnapshotSource {

    private final RdbSaver saver;
    private final LongSupplier changes;
    private final LongSupplier nowMillis;
    private final ProgressLog log;
    private boolean written;
    private long changesThen;

    /** @param changes how many changes were made so far */
    SavedSnapshot(RdbSaver saver, LongSupplier changes, LongSupplier nowMillis, ProgressLog log) {
        this.saver = saver;
        this.changes = changes;
        this.nowMillis = nowMillis;
        this.log = log;
    }

    @Override
    public long writeTo(OutputStream out) throws IOException {
        if (written) {
            throw new IllegalStateException("a snapshot can be written once");
        }
        written = true;
        return saver.writeTo(
                out,
                nowMillis.getAsLong(),
                () -> changesThen = changes.getAsLong(),
                () -> log.at(saver.progress().percent()));
    }

    /** {@return how many changes had been made at its instant} */
    long changesThen() {
        return changesThen;
    }
}
