package dev.mortise.api;

import java.io.IOException;

/**
 * Where snapshots of the keyspace are kept: a module registers one with {@link Setup#persistence}, and the server has
 * what is there after a restart.
 *
 * <p>What a snapshot looks like is the server's affair, and the same whoever keeps it: a file that Redis reads. A store
 * only says where the bytes go and where they come from. When they do is a matter of configuration and commands ({@code
 * save}, {@code BGSAVE}, {@code SHUTDOWN}). A store in a file, without any care:
 *
 * <pre>{@code
 * public void load(SnapshotSink sink) throws IOException {
 *     if (Files.exists(file)) {
 *         try (InputStream in = Files.newInputStream(file)) {
 *             sink.readFrom(in, Files.size(file));
 *         }
 *     }
 * }
 *
 * public void save(SnapshotSource source) throws IOException {
 *     try (OutputStream out = Files.newOutputStream(unfinished)) {
 *         source.writeTo(out);
 *     }
 *     Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Never two calls at once. Both are called on a thread that may wait, without any lock.
 */
@Stable
public interface Persistence {

    /**
     * Loads the last snapshot there is. If there is none, does nothing.
     *
     * <p>Called when the server starts, before any module is {@linkplain CommandModule#start started}, and by {@code
     * DEBUG RELOAD}.
     *
     * @param sink takes it
     * @throws IOException if there is one and it cannot be read, saying which, and what is to be done: the server does
     *     not start then, rather than lose what the snapshot holds
     */
    void load(SnapshotSink sink) throws IOException;

    /**
     * Keeps a snapshot, in place of the one before. Until all of it is kept safely, the one before must stay: the
     * server may be killed at any moment.
     *
     * @param source has it
     * @throws IOException if that is not possible; the one before is still kept
     */
    void save(SnapshotSource source) throws IOException;
}
