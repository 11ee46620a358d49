package dev.mortise.runtime.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Replaces a file as a whole: whatever happens, there is the old file or the new one, never a part of either.
 *
 * <p><b>How.</b> The new bytes go into a file beside the old one, are forced to the disk, and take its name; then the
 * directory is forced to the disk, without which a loss of power could bring the old name back. A full disk, a
 * directory that must not be written to, or a stopped machine leave the old file as it was. The new file has the
 * permissions of the old one, and its owner where the system lets us. A symbolic link stays one: what it points to is
 * replaced.
 */
final class AtomicFile {

    /** What is done, in this order. */
    enum Step {
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        FORCE_DIRECTORY
    }

    /** Is asked before each step; a test fails one here, as a disk might. */
    @FunctionalInterface
    interface Disk {
        void before(Step step) throws IOException;
    }

    private final Disk disk;

    AtomicFile() {
        this(_ -> {});
    }

    AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * Replaces a file, or makes it if it is not there.
     *
     * @throws IOException if that is not possible. The old file is there then, unless only the last step failed: then
     * the new one is, but might not be after a loss of power
     */
    void replace(Path file, byte[] bytes) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path directory = target.getParent();
        disk.before(Step.CREATE);
        Path fresh = Files.createTempFile(directory, "." + target.getFileName() + ".", ".new");
        try {
            write(fresh, bytes);
            if (Files.exists(target)) {
                takeAttributes(target, fresh);
            }
            disk.before(Step.RENAME);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        disk.before(Step.FORCE_DIRECTORY);
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                disk.before(Step.WRITE);
                channel.write(rest);
            }
            disk.before(Step.FORCE);
            channel.force(true);
        }
    }

    private static void takeAttributes(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes attributes =
                Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        try {
            view.setGroup(attributes.group());
            view.setOwner(attributes.owner());
        } catch (IOException e) {
            // Only root may give files away. That the file belongs to who runs the server is good enough.
            System.getLogger(AtomicFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "the owner of " + from + " could not be kept", e);
        }
        view.setPermissions(attributes.permissions());
    }
}
