package dev.mortise.runtime.session;

/**
 * What a session needs to know of the connection under it; for any thread.
 *
 * <p>There is one for sockets and one for tests, which have none.
 */
public interface Connection {

    /** {@return the address of the client, as {@code CLIENT LIST} shows it} */
    String address();

    /** {@return the server's own address} */
    String localAddress();

    /** {@return the number of the file descriptor, or -1} */
    int fileDescriptor();

    /** {@return bytes received and not executed yet} */
    long pendingInputBytes();

    /** {@return bytes of replies that wait for the client to read} */
    long pendingOutputBytes();

    /** Closes at once, without sending what waits. */
    void close();
}
