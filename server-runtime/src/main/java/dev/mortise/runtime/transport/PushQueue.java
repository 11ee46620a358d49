package dev.mortise.runtime.transport;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages to one client on their way to its event loop, from any thread.
 *
 * <p><b>How it works.</b> Two arrays. In one, messages <i>arrive</i> from other threads, under a lock that is held for
 * as long as it takes to store a reference. The other one belongs to the event loop: it is sent from its beginning, and
 * when nothing is left of it, it changes places with the first. Whoever adds is told whether the event loop is to be
 * called, which is once until it comes, however many messages there are by then.
 *
 * <p><b>On the event loop itself</b>, which is where a message to many clients finds a good part of them, a message is
 * put behind those that are about to be sent, and no lock is taken. What has arrived before is fetched first: so
 * messages are sent in the order in which they were added, if those who add them have an order.
 *
 * <p><b>Cost.</b> With a linked queue and counters for all threads it took seven atomic instructions and a node to pass
 * on a message; now two, or none. How much there may be is up to the caller, who asks for {@link #bytes} after each
 * message.
 */
final class PushQueue {

    /** What a message costs besides its bytes: an array, and a reference to it. */
    private static final int OVERHEAD_BYTES = 24;

    private static final int FIRST_ROOM = 16;
    /** An array with more room than this is given up when it is empty. */
    private static final int MOST_ROOM_KEPT = 1024;

    // Of all threads, under the lock.
    private byte[] @Nullable [] arriving = {};
    private int arrived;
    private boolean called;
    private final AtomicLong arrivingBytes = new AtomicLong();

    // Of the event loop.
    private byte[] @Nullable [] leaving = {};
    private int next;
    private int end;
    private boolean coming;
    private final AtomicLong leavingBytes = new AtomicLong();

    /** Adds a message, on any thread. {@return whether the event loop is to be called} */
    synchronized boolean add(byte[] message) {
        if (arrived == arriving.length) {
            arriving = Arrays.copyOf(arriving, Math.max(FIRST_ROOM, 2 * arrived));
        }
        arriving[arrived++] = message;
        count(arrivingBytes, message, 1);
        boolean first = !called;
        called = true;
        return first;
    }

    /** Adds a message, on the event loop. {@return whether the event loop is to be called} */
    boolean addOnLoop(byte[] message) {
        if (arrivingBytes.getAcquire() > 0) {
            fetch();
        }
        makeRoom(1);
        leaving[end++] = message;
        count(leavingBytes, message, 1);
        boolean first = !coming;
        coming = true;
        return first;
    }

    /** Says that the event loop has come; what is added from now on needs another call. */
    void loopCame() {
        coming = false;
        synchronized (this) {
            called = false;
        }
    }

    /** {@return the next message, or null} For the event loop. */
    byte @Nullable [] poll() {
        if (next == end) {
            if (arrivingBytes.getAcquire() == 0) {
                return null;
            }
            fetch();
        }
        byte[] message = leaving[next];
        if (message == null) {
            throw new IllegalStateException("a message is missing");
        }
        leaving[next++] = null;
        count(leavingBytes, message, -1);
        return message;
    }

    /** Takes over what has arrived. */
    private void fetch() {
        if (next == end && leaving.length > MOST_ROOM_KEPT) {
            leaving = new byte[FIRST_ROOM][];
            next = 0;
            end = 0;
        }
        synchronized (this) {
            long bytes = arrivingBytes.getPlain();
            if (next == end) {
                byte[] @Nullable [] empty = leaving;
                leaving = arriving;
                arriving = empty;
                next = 0;
                end = arrived;
            } else {
                makeRoom(arrived);
                System.arraycopy(arriving, 0, leaving, end, arrived);
                Arrays.fill(arriving, 0, arrived, null);
                end += arrived;
            }
            arrived = 0;
            // In this order, so that whoever adds the two up in the other one never counts a message twice.
            arrivingBytes.setRelease(0);
            leavingBytes.setRelease(leavingBytes.getPlain() + bytes);
        }
    }

    private void makeRoom(int messages) {
        if (next == end) {
            next = 0;
            end = 0;
        }
        if (leaving.length - end >= messages) {
            return;
        }
        int count = end - next;
        byte[] @Nullable [] roomy = leaving;
        if (leaving.length < 2 * (count + messages)) {
            roomy = new byte[Math.max(FIRST_ROOM, 2 * (count + messages))][];
        }
        System.arraycopy(leaving, next, roomy, 0, count);
        Arrays.fill(leaving, Math.max(next, count), end, null);
        leaving = roomy;
        next = 0;
        end = count;
    }

    private static void count(AtomicLong bytes, byte[] message, int sign) {
        bytes.setRelease(bytes.getPlain() + sign * (long) (message.length + OVERHEAD_BYTES));
    }

    /** {@return how much memory they take, or a little less while they change hands} For any thread. */
    long bytes() {
        long present = leavingBytes.getAcquire();
        return present + arrivingBytes.getAcquire();
    }

    /** {@return how many there are, about} For any thread. */
    int count() {
        int mine;
        synchronized (this) {
            mine = arrived;
        }
        return mine + Math.max(0, end - next);
    }
}
