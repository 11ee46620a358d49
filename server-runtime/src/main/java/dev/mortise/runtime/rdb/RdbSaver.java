package dev.mortise.runtime.rdb;

import dev.mortise.runtime.keyspace.Cut;
import dev.mortise.runtime.keyspace.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the keyspace as it is at one instant. For one snapshot; its progress may be asked for by other threads. */
public final class RdbSaver {

    private static final long LEAST_PENDING_BYTES = 64L << 20;
    private static final int PENDING_DIVISOR = 4;

    private final Store store;
    private final SnapshotTypes types;
    private final SaveOptions options;
    private final List<byte[]> sections;
    private volatile SaveProgress progress = SaveProgress.NONE;

    /**
     * A saver.
     *
     * @param sections what was kept of loaded snapshots besides their keys
     */
    public RdbSaver(Store store, SnapshotTypes types, SaveOptions options, List<byte[]> sections) {
        this.store = store;
        this.types = types;
        this.options = options;
        this.sections = sections;
    }

    /**
     * Writes it, to the last byte.
     *
     * @param nowMillis the time, which the snapshot says it was written at
     * @param atTheInstant is run at the instant, while everything is locked; must be short
     * @param wroteSome is run each time that some bytes were written, so that somebody may tell how far it has come
     * @return how many bytes were written
     */
    public long writeTo(OutputStream out, long nowMillis, Runnable atTheInstant, Runnable wroteSome)
            throws IOException {
        long mostPending = Math.max(LEAST_PENDING_BYTES, store.usedBytes() / PENDING_DIVISOR);
        try (Cut cut = store.cut(SavedValue::new, mostPending, atTheInstant)) {
            progress = new SaveProgress(cut);
            RdbWriter writer = new RdbWriter(out, options, wroteSome, types.versionNeeded(options.version()));
            writer.write(cut, store.databases(), nowMillis, store.usedBytes(), sections);
            return writer.writtenBytes();
        }
    }

    /** {@return how far it has come} */
    public SaveProgress progress() {
        return progress;
    }
}
