package dev.mortise.runtime.memory;

import java.util.function.LongSupplier;

/**
 * Has the heap collected when much of what once lived there is dead.
 *
 * <p><b>Why it exists.</b> The serial collector looks through young objects only, until the old ones fill the heap to
 * its greatest size, a quarter of the machine. Large lists and hashes grow old; a few that come and go would have the
 * process take gigabytes to hold megabytes.
 *
 * <p><b>How it works.</b> Values say how much of the heap they take. What is in use besides, more than after the last
 * collection, has died since, or will be found dead by the next young collection. When that is more than {@link
 * #TOLERATED_BYTES} and more than what lives, the heap is collected. So it is never more than half dead if it is large,
 * and since a collection takes time for what lives, as much as that has died for each.
 *
 * <p><b>Instead of</b> a smaller heap, which would limit what clients may store; and of a concurrent collector, which
 * takes 15 MB more when there is nothing to do.
 *
 * <p>For a process that belongs to the server and uses the serial collector: {@code jvm.options} asks for it where it
 * chooses the collector. A program that embeds a server has its own ways. For one thread.
 */
public final class HeapGarbage {

    /** So many bytes may be dead before anybody cares: the young generation has eight million of its own. */
    static final long TOLERATED_BYTES = 64L << 20;

    private static final String PROPERTY = "mortise.collect";

    private final LongSupplier used;
    private final LongSupplier living;
    private final Runnable collection;
    /** What was in use besides the values, when nothing was dead. */
    private long besidesBytes = -1;

    /**
     * @param used how much of the heap is in use, in bytes
     * @param living how much of that the values say they take
     * @param collection collects the heap
     */
    HeapGarbage(LongSupplier used, LongSupplier living, Runnable collection) {
        this.used = used;
        this.living = living;
        this.collection = collection;
    }

    /**
     * {@return what is to be called a few times a second: checks this process, or does nothing if it is not to}
     *
     * @param living how many bytes of the heap the values say they take
     */
    public static Runnable check(LongSupplier living) {
        if (!Boolean.getBoolean(PROPERTY)) {
            return () -> {};
        }
        Runtime runtime = Runtime.getRuntime();
        return new HeapGarbage(() -> runtime.totalMemory() - runtime.freeMemory(), living, System::gc)::check;
    }

    void check() {
        long besides = besides();
        if (besidesBytes < 0) {
            besidesBytes = besides;
        }
        long dead = besides - besidesBytes;
        if (dead > TOLERATED_BYTES && dead > living.getAsLong() + besidesBytes) {
            collection.run();
            besidesBytes = besides();
        }
    }

    private long besides() {
        return Math.max(0, used.getAsLong() - living.getAsLong());
    }
}
