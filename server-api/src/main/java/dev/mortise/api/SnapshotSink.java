package dev.mortise.api;

import dev.mortise.api.internal.HostSnapshotSink;
import java.io.IOException;
import java.io.InputStream;

/** Where a snapshot goes that was kept: {@link Persistence#load}. Belongs to that call. */
@Stable
public sealed interface SnapshotSink permits HostSnapshotSink {

    /**
     * Reads a snapshot into the keyspace, up to its end. May be called once.
     *
     * @param in the bytes; is not closed, and need not be buffered
     * @param totalBytes how many there are, by which progress is told, or -1 if that is not known
     * @throws IOException what the stream has thrown, or if these are no snapshot, or it was damaged; tells the offset
     *     and the key, if there is one. Keys that came before are in the keyspace, and it is of no use
     * @throws IllegalStateException if it was called before
     */
    void readFrom(InputStream in, long totalBytes) throws IOException;
}
