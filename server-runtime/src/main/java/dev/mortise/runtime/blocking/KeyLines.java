package dev.mortise.runtime.blocking;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines of commands that wait for keys: first come, first served.
 *
 * <p><b>How.</b> Each key that somebody waits for has a line. A command that finds nothing joins the lines of its keys
 * while they are locked, so that no change can come between its looking and its waiting. Whatever changes a key is
 * reported here with the key locked, by whoever reports all changes; if there is somebody in the line who waits for
 * what the key holds now, the line is <em>ready</em>. When the thread that made the change has given back its locks,
 * and before it does anything else, it {@linkplain #serve goes through} the lines it has made ready, in that order, and
 * has one command after the other tried again, as Redis does after each command. So whoever pushes to a list, and sees
 * his reply, sees the list as those who waited for it have left it.
 *
 * <p><b>One at a time.</b> A line is gone through by one thread, however many change its key meanwhile: these only note
 * that there is something new, for which the line is gone through again from the front. A command that is tried locks
 * all its keys, and others may come before it until then; it finds less than it was called for, and keeps its place. A
 * blocking command that comes new finds the key taken while its line is gone through, and goes to the end. What a
 * command that is tried changes itself is for those behind it.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A line is touched only with the shard of its key locked.
 *   <li>A key has a value that somebody in its line waits for only while somebody goes through the line, or has gone
 *       through it since the value was changed last.
 *   <li>A line that nobody is in, and nobody goes through, does not exist.
 * </ol>
 *
 * <p><b>Cost.</b> Who changes something while nobody waits pays the branch that all consequences have in common; while
 * somebody waits for a key of the same shard, a look-up. To join and to leave is O(log n) for each key.
 *
 * <p><b>Instead of.</b> Waking the client that is next, and having its own event loop run the command, needs nothing to
 * be run for another loop's client. But between the change and its serving anybody could take the value, even the very
 * client that brought it, and a queue with a thousand waiting clients would be served by a thousand wake-ups: see
 * docs/decisions/0012.
 *
 * <p>For all threads.
 */
public final class KeyLines {

    /** So often a line is gone through again for others by one thread; then it is another's turn. */
    private static final int MOST_ROUNDS = 64;

    /** After this time a line that is ready was forgotten by who should serve it, as when its thread has ended. */
    private static final long FORGOTTEN_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * A line to be gone through.
     *
     * @param thread who is to do it, or who has done it often enough
     */
    private record Ready(Line line, Thread thread, boolean forOthers, long sinceNanos) {
        Ready(Line line, boolean forOthers) {
            this(line, Thread.currentThread(), forOthers, System.nanoTime());
        }

        @SuppressWarnings("ReferenceEquality") // Which thread it is counts.
        boolean isForThisThread() {
            boolean same = thread == Thread.currentThread();
            return same != forOthers || System.nanoTime() - sinceNanos > FORGOTTEN_AFTER_NANOS;
        }
    }

    /** The line whose waiters a thread tries at present. */
    private static final ThreadLocal<Line> MINE = new ThreadLocal<>();

    private final Store store;
    private final LongSupplier nowMillis;
    private final Runnable awaitedOrNot;
    private final List<Map<LineName, Line>> lines = new ArrayList<>();
    private final Queue<Ready> ready = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastTicket = new AtomicLong();
    private volatile int waiters;

    /**
     * Lines that nobody is in.
     *
     * @param store the keyspace
     * @param nowMillis the time
     * @param awaitedOrNot is run when the first one comes and when the last one has gone, under the locks of shards
     */
    public KeyLines(Store store, LongSupplier nowMillis, Runnable awaitedOrNot) {
        this.store = store;
        this.nowMillis = nowMillis;
        this.awaitedOrNot = awaitedOrNot;
        for (int i = 0; i < store.shards(); i++) {
            lines.add(new HashMap<>());
        }
    }

    /** {@return whether anybody waits for a key} */
    public boolean awaited() {
        return waiters > 0;
    }

    private synchronized void count(int more) {
        boolean before = awaited();
        waiters += more;
        if (before != awaited()) {
            awaitedOrNot.run();
        }
    }

    // ---- coming and going

    /**
     * Puts a command that has found nothing at the end of the lines of keys, which are locked.
     *
     * @param waiter the command
     * @param database the number of the keys' database
     * @param keys what it waits for, its own copies
     */
    public void join(Waiter waiter, int database, List<Slice> keys) {
        waiter.stand(lastTicket.incrementAndGet());
        List<Line> joined = new ArrayList<>(keys.size());
        for (Slice key : keys) {
            long hash = hash(key);
            Line line = near(hash).computeIfAbsent(new LineName(database, key), name -> new Line(name, hash));
            // A key may be named twice.
            if (line.add(waiter)) {
                joined.add(line);
            }
        }
        waiter.standIn(joined);
        count(1);
    }

    /** Takes a command that was answered out of all its lines, whose keys are locked. */
    void remove(Waiter waiter) {
        for (Line line : waiter.lines()) {
            remove(waiter, line);
        }
        waiter.lines().clear();
        count(-1);
    }

    /** Takes a command that has given up out of all its lines, if it is in any. */
    void leave(Waiter waiter) {
        if (waiter.lines().isEmpty()) {
            return;
        }
        for (Line line : waiter.lines()) {
            Shard shard = shard(line);
            shard.lock();
            try {
                remove(waiter, line);
            } finally {
                shard.unlock();
            }
        }
        waiter.lines().clear();
        count(-1);
    }

    private void remove(Waiter waiter, Line line) {
        line.remove(waiter);
        forgetIfOver(line);
    }

    private void forgetIfOver(Line line) {
        if (line.isOver()) {
            near(line.hash()).remove(line.name());
        }
    }

    /**
     * {@return whether what a key holds is for those who wait for it already: their line is being gone through}
     *
     * @param database the number of the key's database
     * @param key the key, which is locked
     */
    public boolean isTaken(int database, Slice key) {
        Line line = near(hash(key)).get(new LineName(database, key));
        return line != null && line.isAttended();
    }

    // ---- changes

    /** An entry was changed, and is locked. */
    public void changed(StoredEntry entry) {
        Map<LineName, Line> near = near(entry.keyHash());
        if (!near.isEmpty()) {
            changed(near.get(new LineName(entry.database(), Slice.of(entry.keyBytes()))), entry.type());
        }
    }

    /**
     * A key ended, or made room, and is locked.
     *
     * @param database the number of its database
     * @param key the key
     */
    public void removed(int database, Slice key) {
        if (awaited()) {
            changed(near(hash(key)).get(new LineName(database, key)), null);
        }
    }

    /**
     * A database has other contents now. All shards are locked.
     *
     * @param database its number
     */
    public void replaced(int database) {
        if (!awaited()) {
            return;
        }
        for (Map<LineName, Line> near : lines) {
            for (Line line : near.values()) {
                if (line.name().database() == database) {
                    changed(line, type(line));
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // A line is itself.
    private void changed(@Nullable Line line, @Nullable ValueType<?> type) {
        if (line != null && line != MINE.get() && line.offer(type)) {
            ready.add(new Ready(line, false));
        }
    }

    // ---- serving

    /**
     * Has those tried again who wait for what this thread has changed, until nothing is left for them. The caller holds
     * no lock.
     */
    public void serve() {
        if (ready.isEmpty() || MINE.get() != null) {
            return;
        }
        try {
            while (serveReady()) {
                // Those who were served may have changed something in turn.
            }
        } finally {
            MINE.remove();
        }
    }

    private boolean serveReady() {
        boolean any = false;
        // Whatever is added meanwhile is found as well, or in the next round.
        Iterator<Ready> all = ready.iterator();
        while (all.hasNext()) {
            Ready each = all.next();
            if (each.isForThisThread() && ready.remove(each)) {
                goThrough(each.line());
                any = true;
            }
        }
        return any;
    }

    private void goThrough(Line line) {
        MINE.set(line);
        int rounds = 0;
        while (true) {
            Waiter next;
            Shard shard = shard(line);
            shard.lock();
            try {
                if (line.beginsAgain()) {
                    rounds++;
                }
                if (rounds > MOST_ROUNDS) {
                    // Others change the key as fast as it is served here: may they serve those who wait.
                    ready.add(new Ready(line, true));
                    return;
                }
                next = line.next(type(line));
                if (next == null) {
                    forgetIfOver(line);
                    return;
                }
            } finally {
                shard.unlock();
            }
            next.retry().run(next, line.name().key());
            wake(next);
        }
    }

    private static void wake(Waiter waiter) {
        try {
            waiter.wakeIfAnswered();
        } catch (RejectedExecutionException e) {
            // Its event loop has ended, and the client with it.
            return;
        }
    }

    // ---- where things are

    private @Nullable ValueType<?> type(Line line) {
        byte[] key = line.name().key().toBytes();
        StoredEntry entry = new StoredEntry();
        entry.bind(shard(line), line.name().database(), line.hash(), key, 0, key.length, nowMillis.getAsLong());
        entry.onlyLook();
        return entry.type();
    }

    private long hash(Slice key) {
        byte[] bytes = key.toBytes();
        return store.hash(bytes, 0, bytes.length);
    }

    private Map<LineName, Line> near(long hash) {
        return lines.get(store.shardIndex(hash));
    }

    private Shard shard(Line line) {
        return store.shard(store.shardIndex(line.hash()));
    }
}
