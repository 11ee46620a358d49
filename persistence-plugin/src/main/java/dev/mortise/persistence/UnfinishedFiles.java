package dev.mortise.persistence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files that are being written beside the one whose name they are to get, such as {@code
 * dump.rdb.1f3a9c27d05be864.unfinished}.
 *
 * <p>Each has a name of its own, so that two servers which by mistake keep their snapshots in one place do not write
 * into each other's: the last to finish wins, with a whole file. Each is locked as long as it is written; so one that
 * can be locked was left by a server that was killed, and is removed. A new one that another server locks first, or
 * has removed before it was locked, is given up for one of another name.
 */
final class UnfinishedFiles {

    /** What their names end in. */
    static final String SUFFIX = ".unfinished";

    /** Each is taken away at most by a server that looks at it in the instant before it is locked. */
    private static final int MOST_TRIES = 100;

    private UnfinishedFiles() {}

    /**
     * One that is being written.
     *
     * @param path its name
     * @param channel writes it, and keeps it locked
     */
    record Unfinished(Path path, FileChannel channel) implements Closeable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** {@return a new one beside the file whose name it is to get, locked until it is closed} */
    static Unfinished create(Path target) throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            Path path = beside(target);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (isLocked(channel) && Files.exists(path)) {
                return new Unfinished(path, channel);
            }
            channel.close();
            Files.deleteIfExists(path);
        }
        throw new IOException("another server keeps removing what is written there");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            channel.close();
            throw new IOException("it cannot be locked: " + e.getMessage(), e);
        }
    }

    /** {@return a name beside a file that no other has} */
    static Path beside(Path target) {
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return target.resolveSibling(target.getFileName() + "." + number + SUFFIX);
    }

    /** Removes those that nobody writes any more. What cannot be removed stays; it does no harm but take room. */
    static void removeAbandoned(Path target) {
        Path directory = target.getParent();
        if (directory == null) {
            return;
        }
        String prefix = target.getFileName() + ".";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, path -> isUnfinished(path, prefix))) {
            for (Path file : files) {
                removeIfAbandoned(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Whoever cannot look into the directory cannot save there either, and says so then.
        }
    }

    private static boolean isUnfinished(Path path, String prefix) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(prefix) && name.endsWith(SUFFIX);
    }

    private static void removeIfAbandoned(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (OverlappingFileLockException e) {
            // Another server in this process is writing it.
        }
    }
}
