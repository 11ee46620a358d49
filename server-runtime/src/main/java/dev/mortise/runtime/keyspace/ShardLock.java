package dev.mortise.runtime.keyspace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a shard: one atomic instruction to take, one plain store to give back.
 *
 * <p><b>Why its own.</b> It is taken once per command and nearly always free. A {@code ReentrantLock} gives back with a
 * full fence and looks at its queue each time, so that nobody who sleeps is forgotten. Here nobody sleeps for long: who
 * finds it taken looks again a few times, since it is held for well under a microsecond as a rule, and then sleeps for
 * {@value #SHORTEST_SLEEP_NANOS} ns, then twice as long, up to {@value #LONGEST_SLEEP_NANOS}. Who gives it back owes
 * nobody anything. The price is paid where a shard is held for milliseconds, by a command over all of the keyspace: who
 * waits for that one notices up to one sleep late.
 *
 * <p><b>Order in memory.</b> Taking it is a compare-and-set, giving it back a release store, so what was written under
 * it is seen by the next owner. The thread that is asked for as owner can only ever be seen by itself as itself.
 *
 * <p>May be taken again by its owner: a script that has every shard may call what locks one. Not fair.
 */
@SuppressWarnings("ReferenceEquality") // Which thread it is counts, and a thread is equal to itself only.
final class ShardLock {

    private static final VarHandle OWNER;
    private static final int SPINS = 100;
    private static final long SHORTEST_SLEEP_NANOS = 20_000;
    private static final long LONGEST_SLEEP_NANOS = 320_000;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(ShardLock.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final AtomicInteger waiting = new AtomicInteger();

    @SuppressWarnings("UnusedVariable") // read and written by OWNER
    private @Nullable Thread owner;

    /** How often the owner has taken it. */
    private int holds;

    void lock() {
        Thread me = Thread.currentThread();
        if (!OWNER.compareAndSet(this, (Thread) null, me)) {
            if (OWNER.getOpaque(this) != me) {
                await(me);
            }
        }
        holds++;
    }

    /** Takes it if it is free or this thread's already. {@return whether it did} */
    boolean tryLock() {
        Thread me = Thread.currentThread();
        if (!take(me) && OWNER.getOpaque(this) != me) {
            return false;
        }
        holds++;
        return true;
    }

    private void await(Thread me) {
        waiting.incrementAndGet();
        try {
            for (int i = 0; i < SPINS; i++) {
                Thread.onSpinWait();
                if (take(me)) {
                    return;
                }
            }
            long sleepNanos = SHORTEST_SLEEP_NANOS;
            while (!take(me)) {
                LockSupport.parkNanos(this, sleepNanos);
                sleepNanos = Math.min(2 * sleepNanos, LONGEST_SLEEP_NANOS);
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    private boolean take(Thread me) {
        // Looking first spares the owner's processor the loss of the cache line.
        return OWNER.getOpaque(this) == null && OWNER.compareAndSet(this, (Thread) null, me);
    }

    /** {@return how often its owner, who asks, has taken it} */
    int holds() {
        return holds;
    }

    /** Gives it back once; it is free when that was done as often as it was taken. */
    void unlock() {
        assert isMine();
        if (--holds == 0) {
            OWNER.setRelease(this, (Thread) null);
        }
    }

    /** {@return whether the thread that asks has taken it} */
    boolean isMine() {
        return OWNER.getOpaque(this) == Thread.currentThread();
    }

    /** {@return whether another thread waits for it} */
    boolean isWanted() {
        return waiting.get() > 0;
    }
}
