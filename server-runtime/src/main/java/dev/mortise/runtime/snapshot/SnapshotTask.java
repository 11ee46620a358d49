package dev.mortise.runtime.snapshot;

import dev.mortise.api.internal.HostSnapshotTask;
import org.jspecify.annotations.Nullable;

/** A snapshot that is being saved or loaded. For any thread. */
final class SnapshotTask implements HostSnapshotTask {

    private volatile boolean done;
    private volatile @Nullable String failure;

    void end(@Nullable String reason) {
        failure = reason;
        done = true;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }
}
