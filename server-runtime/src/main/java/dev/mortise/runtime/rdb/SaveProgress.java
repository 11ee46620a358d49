package dev.mortise.runtime.rdb;

import dev.mortise.runtime.keyspace.Cut;
import org.jspecify.annotations.Nullable;

/** How far a {@link RdbSaver} has come. For every thread. */
public final class SaveProgress {

    static final SaveProgress NONE = new SaveProgress(null);

    private static final int PERCENT = 100;

    private final @Nullable Cut cut;

    SaveProgress(@Nullable Cut cut) {
        this.cut = cut;
    }

    /** {@return how many keys there are to save} */
    public long keys() {
        return cut == null ? 0 : cut.keys();
    }

    /** {@return how many of them were written down so far} */
    public long writtenKeys() {
        return cut == null ? 0 : cut.written();
    }

    /** {@return which part of the keys was written down so far, 0 if there is none} */
    public int percent() {
        return keys() == 0 ? 0 : (int) (writtenKeys() * PERCENT / keys());
    }

    /** {@return how many bytes of entries that were changed meanwhile wait to be saved} */
    public long pendingBytes() {
        return cut == null ? 0 : cut.pendingBytes();
    }

    /** {@return how many bytes of entries that were changed meanwhile waited to be saved, at most} */
    public long mostPendingBytes() {
        return cut == null ? 0 : cut.mostPendingBytes();
    }

    /** {@return for how long a shard was held at most, in nanoseconds} */
    public long longestStepNanos() {
        return cut == null ? 0 : cut.longestStepNanos();
    }
}
