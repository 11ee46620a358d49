package dev.mortise.api;

import dev.mortise.api.internal.HostSnapshotSource;
import java.io.IOException;
import java.io.OutputStream;

/** A snapshot to be kept: {@link Persistence#save}. Belongs to that call. */
@Stable
public sealed interface SnapshotSource permits HostSnapshotSource {

    /**
     * Writes the keyspace as it is when this is called, while commands go on changing it. May be called once.
     *
     * <p>The bytes come in pieces of some 64 KiB, so that a buffer in between is of no use, from several threads, but
     * never from two at once. If the stream takes them slowly, what clients change meanwhile is kept in memory, up to a
     * bound at which this fails.
     *
     * @param out where the bytes go; is neither flushed nor closed
     * @return how many there were
     * @throws IOException what the stream has thrown, or if the snapshot could not be completed; what was written is of
     *     no use then
     * @throws IllegalStateException if it was called before
     */
    long writeTo(OutputStream out) throws IOException;
}
