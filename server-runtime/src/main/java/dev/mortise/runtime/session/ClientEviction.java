package dev.mortise.runtime.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Closes connections when all together hold more memory than {@code maxmemory-clients}.
 *
 * <p><b>Why it exists.</b> Each client is limited by itself, but ten thousand of them may each stay a little below
 * that.
 *
 * <p><b>How it works.</b> A connection tells what it holds whenever that changes, which for most never happens: a
 * request that comes whole and replies that are taken at once are held by nobody. Above the limit, those that hold most
 * are closed until the rest is within it; those that said {@code CLIENT NO-EVICT ON} are spared.
 *
 * <p><b>Cost.</b> An addition per change. Above the limit all connections are looked at, O(n log n), at most once in
 * {@value #LEAST_MILLIS_BETWEEN} milliseconds: when all that is left is spared, or is closing already, looking again at
 * once would find nothing new. What is missed meanwhile is found with the next change, or within a second.
 *
 * <p><b>What we did not do.</b> Redis keeps connections in buckets by the logarithm of what they hold, to find the
 * largest at once; those have to be kept up to date with every change, and it is rare that anybody looks.
 *
 * <p>For any thread.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/clients/#client-eviction">Client eviction</a>
 */
public final class ClientEviction {

    private static final System.Logger LOG = System.getLogger(ClientEviction.class.getName());
    private static final int LEAST_MILLIS_BETWEEN = 10;

    private final Sessions sessions;
    private final LongSupplier limitBytes;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong notBeforeNanos = new AtomicLong(System.nanoTime());

    /**
     * @param sessions whose connections
     * @param limitBytes how much they may hold together at present
     */
    public ClientEviction(Sessions sessions, LongSupplier limitBytes) {
        this.sessions = sessions;
        this.limitBytes = limitBytes;
    }

    /** Notes that a connection holds so much more than before, or less. */
    public void changed(long bytes) {
        if (held.addAndGet(bytes) > limitBytes.getAsLong()) {
            evictIfDue(System.nanoTime());
        }
    }

    /** Looks whether the limit is kept, which it may not be because it was changed. */
    public void check() {
        changed(0);
    }

    /** {@return what all connections hold} */
    public long heldBytes() {
        return held.get();
    }

    private void evictIfDue(long nowNanos) {
        long notBefore = notBeforeNanos.get();
        if (nowNanos - notBefore >= 0
                && notBeforeNanos.compareAndSet(
                        notBefore, nowNanos + TimeUnit.MILLISECONDS.toNanos(LEAST_MILLIS_BETWEEN))) {
            evict(limitBytes.getAsLong());
        }
    }

    /** A connection with what it held when it was looked at, for sorting needs something that does not change. */
    private record Holder(ClientSession session, long bytes) {}

    /** Closes the largest until the rest holds no more than the limit. */
    void evict(long limit) {
        List<Holder> holders = new ArrayList<>();
        long sum = 0;
        for (ClientSession session : sessions.all()) {
            // What is closed already will be gone soon.
            if (!session.killed()) {
                Holder holder = new Holder(session, session.heldBytes());
                holders.add(holder);
                sum += holder.bytes;
            }
        }
        holders.removeIf(holder -> holder.session.noEvict());
        holders.sort(Comparator.comparingLong(Holder::bytes).reversed());
        for (Holder holder : holders) {
            if (sum <= limit) {
                return;
            }
            LOG.log(System.Logger.Level.INFO, "Evicting client: {0}", holder.session.describe());
            sessions.evict();
            holder.session.kill();
            sum -= holder.bytes;
        }
    }
}
