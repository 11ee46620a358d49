package dev.mortise.runtime.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The file by which clients find the Unix socket.
 *
 * <p><b>Why it exists.</b> Listening makes the file, and fails if there is one; a server that was killed leaves its own
 * behind. So an old one has to be removed, but neither the file of a server that runs, whose clients would not find it
 * any more, nor one that was named by mistake and may be somebody's data. And what goes with the server is a file that
 * it has made: one that did not get so far, because its port was taken, leaves what is there.
 *
 * <p>Two servers that start in the same moment with the same file may both find it dead; the later one gets it. For the
 * threads that start and stop the server, one after the other.
 */
final class UnixSocketFile {

    private static final int TYPE_OF_FILE = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;

    /** Whether the file is ours. */
    private boolean made;

    UnixSocketFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Removes the file if a server that is gone has left it.
     *
     * @throws StartFailure if something else has this name
     * @throws IOException if it cannot be removed
     */
    void makeWay() throws StartFailure, IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE_OF_FILE) != SOCKET) {
            throw new StartFailure("unixsocket: " + path
                    + " is there already, and is no socket; name another one, or remove it if nobody needs it");
        }
        if (somebodyListens()) {
            throw new StartFailure(
                    "unixsocket: another program already listens on " + path + "; stop it, or name another socket");
        }
        Files.delete(path);
    }

    private boolean somebodyListens() {
        try (SocketChannel caller = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Whoever has a full backlog listens, too; it is not waited for.
            caller.configureBlocking(false);
            var _ = caller.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Notes that the file is ours: the server listens. */
    void made() {
        made = true;
    }

    /** Removes the file, if it is ours. */
    void remove() throws IOException {
        if (made) {
            made = false;
            Files.deleteIfExists(path);
        }
    }
}
