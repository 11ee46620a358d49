package acme.work;

import dev.mortise.api.Slice;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Queue;

/** Jobs in the order in which they came. Not thread-safe: the key's lock guards it. */
final class JobQueue {

    /** A slice, its array and its place, on a JVM of 64 bits. */
    private static final int JOB_BYTES = 64;

    private final Queue<Slice> jobs = new ArrayDeque<>();
    private long bytes;

    /** Adds a job at the end; nobody may change it any more. */
    void add(Slice job) {
        jobs.add(job);
        bytes += JOB_BYTES + job.length();
    }

    /** {@return the first job, which is not in the queue any more} There must be one. */
    Slice take() {
        Slice job = jobs.remove();
        bytes -= JOB_BYTES + job.length();
        return job;
    }

    /** {@return whether the job was there} Of several that are equal one goes. */
    boolean remove(Slice job) {
        boolean removed = jobs.remove(job);
        if (removed) {
            bytes -= JOB_BYTES + job.length();
        }
        return removed;
    }

    Collection<Slice> jobs() {
        return Collections.unmodifiableCollection(jobs);
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    int size() {
        return jobs.size();
    }

    /** {@return about how much memory they take, kept up to date so that it can be told at once} */
    long bytes() {
        return bytes;
    }
}
