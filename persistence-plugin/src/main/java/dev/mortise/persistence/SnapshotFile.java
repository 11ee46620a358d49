package dev.mortise.persistence;

import dev.mortise.api.Persistence;
import dev.mortise.api.SnapshotSink;
import dev.mortise.api.SnapshotSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * The last snapshot, in a file of its own.
 *
 * <p><b>There is always a whole one.</b> The next is written beside it, as one of the {@link UnfinishedFiles}; forced
 * to the disk; given the name of the last; and then the directory is forced to the disk, without which a loss of power
 * could bring the old one back. Whatever fails or ends before, the last one is still there, and what was begun is
 * removed, at the latest before the next is loaded or saved. A symbolic link stays one: what it points to is replaced.
 *
 * <p><b>What cannot be read stays.</b> A file that is damaged stops the start, so that nothing is ever saved over it.
 * So does a directory that is not there: perhaps a disk that is not mounted, and it would be known only when something
 * is to be saved.
 */
final class SnapshotFile implements Persistence {

    private static final String REMEDY =
            ". It was left as it is, and the server does not start without it. Put a copy in its place that is whole;"
                    + " or see with redis-check-rdb what is left of it; or move it away to start without data";

    private final Supplier<Path> file;
    private final Disk disk;

    SnapshotFile(Supplier<Path> file) {
        this(file, Disk.WORKING);
    }

    SnapshotFile(Supplier<Path> file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    @Override
    public void load(SnapshotSink sink) throws IOException {
        Path present = file.get();
        Path directory = present.getParent();
        if (directory != null && Files.notExists(directory)) {
            throw new IOException(directory
                    + ": there is no such directory. Make it, or mount what it lies on, or set the parameter 'dir' to"
                    + " another");
        }
        UnfinishedFiles.removeAbandoned(present);
        if (Files.notExists(present)) {
            return;
        }
        try (InputStream in = Files.newInputStream(present)) {
            sink.readFrom(in, Files.size(present));
        } catch (IOException e) {
            throw new IOException(present + ": " + reason(e) + REMEDY, e);
        }
    }

    @Override
    public void save(SnapshotSource source) throws IOException {
        Path named = file.get();
        try {
            Path target = Files.exists(named) ? named.toRealPath() : named;
            UnfinishedFiles.removeAbandoned(target);
            write(source, target);
            disk.before(Disk.Step.FORCE_DIRECTORY);
            Path directory = target.getParent();
            try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
                opened.force(true);
            }
        } catch (IOException e) {
            throw new IOException(named + ": " + reason(e), e);
        }
    }

    private void write(SnapshotSource source, Path target) throws IOException {
        disk.before(Disk.Step.CREATE);
        try (UnfinishedFiles.Unfinished unfinished = UnfinishedFiles.create(target)) {
            try {
                source.writeTo(new ChannelOutput(unfinished.channel()));
                disk.before(Disk.Step.FORCE);
                unfinished.channel().force(true);
                disk.before(Disk.Step.RENAME);
                // While it is still locked, so that nobody takes it for one that was abandoned.
                Files.move(
                        unfinished.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | RuntimeException | Error e) {
                remove(unfinished.path(), e);
                throw e;
            }
        }
    }

    private static void remove(Path unfinished, Throwable failure) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** {@return what is wrong, in words where the exception has only the name of a file} */
    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such directory";
            case AccessDeniedException _ -> "permission denied for the user that the server runs as";
            default -> String.valueOf(e.getMessage());
        };
    }

    private final class ChannelOutput extends OutputStream {

        private final FileChannel channel;

        ChannelOutput(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            disk.before(Disk.Step.WRITE);
            ByteBuffer rest = ByteBuffer.wrap(bytes, from, count);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }
}
