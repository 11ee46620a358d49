package acme.changes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that lines are appended to, and those before it. For one thread at a time. */
final class ChangeFile implements Closeable {

    private final Path path;
    private final long maxBytes;
    private final int files;
    private FileChannel channel;
    private long size;

    /**
     * Opens a file, or makes it.
     *
     * @param path where
     * @param maxBytes how large it may become, if not one append is larger
     * @param files how many full ones are kept
     */
    ChangeFile(Path path, long maxBytes, int files) throws IOException {
        this.path = path;
        this.maxBytes = maxBytes;
        this.files = files;
        open();
        if (size > 0) {
            // The line that a crash has cut off stays one by itself.
            append(new byte[] {'\n'});
        }
    }

    /**
     * Appends bytes, which are on the disk when this returns. If it throws, none of them are in the file as far as the
     * next call is concerned, which writes over them.
     */
    void append(byte[] lines) throws IOException {
        if (size > 0 && size + lines.length > maxBytes) {
            channel.close();
            rotate();
            open();
        }
        ByteBuffer rest = ByteBuffer.wrap(lines);
        long end = size;
        while (rest.hasRemaining()) {
            end += channel.write(rest, end);
        }
        channel.force(false);
        size = end;
    }

    private void open() throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        size = channel.size();
    }

    private void rotate() throws IOException {
        for (int number = files; number > 0; number--) {
            Path younger = number == 1 ? path : full(number - 1);
            if (Files.exists(younger)) {
                Files.move(younger, full(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path full(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
