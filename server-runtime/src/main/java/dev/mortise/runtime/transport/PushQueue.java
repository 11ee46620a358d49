package dev.mortise.runtime.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages to one client on their way from any thread to its event loop.
 *
 * <p>Whoever pushes adds to the queue without waiting and, if nobody did before, has the event loop come for it. How
 * much there may be is up to the caller, who is told with each message. For any thread; taken from by the event loop
 * only.
 */
final class PushQueue {

    /** What a message costs besides its bytes: an array, and an element of the queue. */
    private static final int OVERHEAD_BYTES = 48;

    private final Queue<byte[]> messages = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean expected = new AtomicBoolean();

    /** Adds a message. */
    void add(byte[] message) {
        bytes.addAndGet(message.length + OVERHEAD_BYTES);
        messages.add(message);
    }

    /** {@return whether the event loop is to be called: true to the first who asks since it came last} */
    boolean callLoop() {
        return !expected.get() && expected.compareAndSet(false, true);
    }

    /** Says that the event loop has come; what is added from now on needs another call. */
    void loopCame() {
        expected.set(false);
    }

    /** {@return the next message, or null} */
    byte @Nullable [] poll() {
        byte[] message = messages.poll();
        if (message != null) {
            bytes.addAndGet(-(message.length + OVERHEAD_BYTES));
        }
        return message;
    }

    /** {@return how much memory they take} */
    long bytes() {
        return bytes.get();
    }

    /** {@return how many there are, which takes long if there are many} */
    int count() {
        return messages.size();
    }
}
