package dev.mortise.runtime.session;

import dev.mortise.runtime.resp.WaitingMessages;
import org.jspecify.annotations.Nullable;

/**
 * What a session needs to know of the connection under it; for any thread.
 *
 * <p>There is one for sockets and one for tests, which have none.
 */
public interface Connection extends WaitingMessages {

    /** {@return the address of the client, as {@code CLIENT LIST} shows it} */
    String address();

    /** {@return the server's own address} */
    String localAddress();

    /** {@return the number of the file descriptor, or -1} */
    int fileDescriptor();

    /** {@return what the connection holds at present} */
    ConnectionMemory memory();

    /** {@return whether the caller is the event loop of this connection} */
    boolean servedByThisThread();

    /**
     * Sends a message that is no reply, when the event loop gets round to it.
     *
     * @param message encoded
     * @return false if the connection has ended, or is cut because too much waits for it
     */
    boolean push(byte[] message);

    /** {@return the next message that was pushed and not sent yet, or null} For the event loop of this connection. */
    @Override
    byte @Nullable [] takePushed();

    /** Has the server look whether the client, which waits, need wait no longer. */
    void wake();

    /** Closes at once, without sending what waits. */
    void close();
}
