package dev.mortise.testkit.junit;

import dev.mortise.api.Persistence;
import dev.mortise.api.internal.HostSnapshotSink;
import dev.mortise.api.internal.HostSnapshotSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/**
 * What a store of snapshots has to do right, whatever the bytes are.
 *
 * <p>The bytes come as the server's do, in pieces, from more than one thread, out of a buffer that is used again; and
 * they fail to come, as those of a server that has run out of memory for its snapshot.
 */
final class SnapshotChecks {

    private static final int PIECE = 1 << 16;

    /** No store knows what snapshots look like, so that these do. */
    private static final byte[] LONG = random(3 * PIECE + 1);

    private static final byte[] SHORT = random(100);

    private static final String FAILURE = "there was not enough memory for it";

    private final Persistence store;

    SnapshotChecks(Persistence store) {
        this.store = store;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    void check() {
        requireNothing();
        requireKept(LONG);
        requireKept(SHORT);
        requireUntouchedByFailure(new IOException(FAILURE));
        requireUntouchedByFailure(new IllegalStateException(FAILURE));
        requireUntouchedByFailure(new OutOfMemoryError(FAILURE));
        requireDamageTold();
        requireKept(LONG);
    }

    private void requireNothing() {
        if (load() != null) {
            Assertions.fail("a new server finds a snapshot: keep them in Setup.dataDirectory() or 'dir', or in what"
                    + " settings() names, and let load() do nothing if there is none");
        }
    }

    private void requireKept(byte[] snapshot) {
        try {
            store.save(new Pieces(snapshot, null));
        } catch (IOException e) {
            Assertions.fail("save() fails, though nothing has happened: " + e.getMessage(), e);
        }
        requireLoaded(snapshot, "what load() reads is not what save() was given last");
    }

    private void requireUntouchedByFailure(Throwable failure) {
        boolean thrown = false;
        try {
            store.save(new Pieces(LONG, failure));
        } catch (IOException | RuntimeException | OutOfMemoryError _) {
            thrown = true;
        }
        if (!thrown) {
            Assertions.fail("save() returns though SnapshotSource.writeTo() has thrown %s: pass on what it throws"
                    .formatted(failure.getClass().getSimpleName()));
        }
        requireLoaded(
                SHORT,
                "after SnapshotSource.writeTo() has thrown %s, load() does not read the snapshot before: write to"
                                .formatted(failure.getClass().getSimpleName())
                        + " another place, and move it once all is there");
    }

    /** An operator must learn of it, and from which snapshot. */
    private void requireDamageTold() {
        String damage = "byte 42: this is no snapshot";
        String message = null;
        try {
            store.load(new Sink() {
                @Override
                void read(InputStream in) throws IOException {
                    throw new IOException(damage);
                }
            });
        } catch (IOException e) {
            message = String.valueOf(e.getMessage());
        }
        if (message == null) {
            Assertions.fail("load() returns though SnapshotSink.readFrom() has thrown: the server would start without"
                    + " its keys, and overwrite them");
        } else if (!message.contains(damage) || message.length() == damage.length()) {
            Assertions.fail(
                    "if SnapshotSink.readFrom() throws '%s', load() throws '%s': say what cannot be read, and why"
                            .formatted(damage, message));
        }
        requireLoaded(SHORT, "after a snapshot could not be read, it is not there any more");
    }

    private void requireLoaded(byte[] expected, String otherwise) {
        byte[] found = load();
        if (found == null) {
            Assertions.fail(otherwise + "; it finds nothing");
        } else if (!Arrays.equals(expected, found)) {
            Assertions.fail("%s; %d bytes, expected %d, the first difference at %d"
                    .formatted(otherwise, found.length, expected.length, Arrays.mismatch(found, expected)));
        }
    }

    private byte @Nullable [] load() {
        Collected sink = new Collected();
        try {
            store.load(sink);
        } catch (IOException e) {
            Assertions.fail("load() fails, though nothing has happened: " + e.getMessage(), e);
        }
        return sink.bytes;
    }

    /** Takes bytes once. */
    private abstract static class Sink implements HostSnapshotSink {

        private boolean called;

        @Override
        public final void readFrom(InputStream in, long totalBytes) throws IOException {
            if (called) {
                throw new IllegalStateException("readFrom() may be called once");
            }
            called = true;
            read(in);
            requireTotal(totalBytes);
        }

        abstract void read(InputStream in) throws IOException;

        void requireTotal(long totalBytes) {}
    }

    private static final class Collected extends Sink {

        private byte @Nullable [] bytes;

        @Override
        void read(InputStream in) throws IOException {
            bytes = in.readAllBytes();
        }

        @Override
        void requireTotal(long totalBytes) {
            if (totalBytes != -1 && bytes != null && totalBytes != bytes.length) {
                Assertions.fail("load() tells SnapshotSink.readFrom() of %d bytes, and there are %d"
                        .formatted(totalBytes, bytes.length));
            }
        }
    }

    /** Gives bytes once, all of them or half of them. */
    private static final class Pieces implements HostSnapshotSource {

        private final byte[] bytes;
        private final @Nullable Throwable failure;
        private boolean called;

        Pieces(byte[] bytes, @Nullable Throwable failure) {
            this.bytes = bytes;
            this.failure = failure;
        }

        @Override
        public long writeTo(OutputStream out) throws IOException {
            if (called) {
                throw new IllegalStateException("writeTo() may be called once");
            }
            called = true;
            byte[] piece = new byte[PIECE];
            int end = failure == null ? bytes.length : bytes.length / 2;
            for (int from = 0; from < end; from += PIECE) {
                int length = Math.min(PIECE, end - from);
                System.arraycopy(bytes, from, piece, 0, length);
                if (from == 0) {
                    out.write(piece, 0, length);
                } else {
                    writeElsewhere(out, piece, length);
                }
                Arrays.fill(piece, (byte) 0);
            }
            switch (failure) {
                case null -> {}
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
            return bytes.length;
        }

        private static void writeElsewhere(OutputStream out, byte[] piece, int length) throws IOException {
            FutureTask<@Nullable Void> write = new FutureTask<>(() -> {
                out.write(piece, 0, length);
                return null;
            });
            Thread.ofPlatform().start(write);
            try {
                var _ = write.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
