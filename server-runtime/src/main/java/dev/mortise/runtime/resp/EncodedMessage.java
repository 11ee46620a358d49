package dev.mortise.runtime.resp;

import dev.mortise.api.Message;
import dev.mortise.api.internal.HostMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message as the bytes that clients get, made when the first client of a protocol is given it.
 *
 * <p>The writer is kept per thread: its buffer is large, and a message is written on whichever thread has something to
 * say. Not thread-safe, as long as not all clients of a protocol were given it; belongs to the thread that pushes.
 */
public final class EncodedMessage implements HostMessage {

    private static final int RESP3 = 3;

    private static final ThreadLocal<ReplyWriter> WRITER = ThreadLocal.withInitial(ReplyWriter::forMessages);

    private final Message.Body body;
    private byte @Nullable [] resp2;
    private byte @Nullable [] resp3;

    /** @param body writes the message */
    public EncodedMessage(Message.Body body) {
        this.body = body;
    }

    /**
     * {@return the bytes of the message}
     *
     * @param protocol 2 or 3
     * @throws IllegalStateException if the body does not write exactly one value
     */
    public byte[] bytes(int protocol) {
        byte[] present = protocol == RESP3 ? resp3 : resp2;
        if (present != null) {
            return present;
        }
        byte[] made = encode(protocol);
        if (protocol == RESP3) {
            resp3 = made;
        } else {
            resp2 = made;
        }
        return made;
    }

    private byte[] encode(int protocol) {
        ReplyWriter writer = WRITER.get();
        try {
            writer.protocol(protocol);
            writer.begin();
            body.write(writer);
            if (!writer.complete()) {
                throw new IllegalStateException("a message has to be exactly one value");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) writer.size());
            writer.transferTo(bytes::put);
            return bytes.array();
        } finally {
            writer.reset();
        }
    }
}
