package dev.mortise.runtime.transport;

import dev.mortise.runtime.dispatch.Dispatcher;
import dev.mortise.runtime.resp.ClientInput;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What the connections of one event loop share: the buffers of the request being served, and the dispatcher.
 *
 * <p>Shared without locks because the loop serves one connection at a time, and each leaves the buffers empty behind
 * it. This is why ten thousand idle connections cost little: what is large exists once per loop. Belongs to its
 * loop's thread.
 */
final class LoopContext {

    private final Dispatcher dispatcher;
    private final byte[] inputBytes = new byte[ClientInput.SHARED_BYTES];
    private final RequestBatch batch = new RequestBatch();
    private final ReplyWriter reply = new ReplyWriter();
    private final ReusedReadBuffer readBuffer = new ReusedReadBuffer();
    private final SocketOutput output = new SocketOutput();
    private final Set<ClientHandler> clients = Collections.newSetFromMap(new IdentityHashMap<>());

    LoopContext(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** {@return the array that requests are found in} */
    byte[] inputBytes() {
        return inputBytes;
    }

    RequestBatch batch() {
        return batch;
    }

    ReplyWriter reply() {
        return reply;
    }

    ReusedReadBuffer readBuffer() {
        return readBuffer;
    }

    SocketOutput output() {
        return output;
    }

    /** {@return the connections of this loop} */
    Set<ClientHandler> clients() {
        return clients;
    }

    /** Gives back what no collector would, when the loop has ended. */
    void close() {
        readBuffer.release();
    }
}
