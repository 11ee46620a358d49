package dev.mortise.runtime.server;

import dev.mortise.runtime.transport.TransportKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the server listens.
 *
 * @param addresses hosts or addresses to bind; one that begins with a minus may fail
 * @param port the TCP port; 0 lets the system choose one; -1 listens on no port
 * @param unixSocket path of a Unix socket, or null
 * @param unixSocketPermissions its permissions as octal digits, or null to leave them as they come
 * @param backlog how many connections may wait to be accepted
 * @param transport how the sockets are waited for
 * @param eventLoops how many threads serve connections
 */
public record Listening(
        List<String> addresses,
        int port,
        @Nullable Path unixSocket,
        @Nullable String unixSocketPermissions,
        int backlog,
        TransportKind transport,
        int eventLoops) {

    /** As a port: none. */
    public static final int NO_PORT = -1;

    /** As a port: one that is free. */
    public static final int ANY_PORT = 0;

    /** Keeps a copy of the addresses. */
    public Listening {
        addresses = List.copyOf(addresses);
    }
}
