package acme.work;

import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Slice;
import dev.mortise.api.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts jobs back that were taken and not done in time.
 *
 * <p>Each has a timer of its own, which costs a few hundred bytes and no thread. Jobs that are equal are one and the
 * same here: who takes the second gives the first its time, too. For any thread.
 */
final class Leases {

    /** A job that somebody has taken; of slices of its own, not of a request's. */
    record Lease(int database, Slice taken, Slice job) {}

    private final QueueType type;
    private final Tasks tasks;
    private final Map<Lease, Tasks.Scheduled> timers = new ConcurrentHashMap<>();

    Leases(QueueType type, Tasks tasks) {
        this.type = type;
        this.tasks = tasks;
    }

    /** Begins one, which ends after the duration: then the job is put back into the queue. */
    void begin(Lease lease, Duration duration, Slice queue, Keyspace keyspace) {
        Tasks.Scheduled timer = tasks.after(duration, () -> {
            timers.remove(lease);
            putBack(lease, queue, keyspace);
        });
        Tasks.Scheduled before = timers.put(lease, timer);
        if (before != null) {
            before.cancel();
        }
    }

    /** Ends one before its time: the job is done. */
    void end(Lease lease) {
        Tasks.Scheduled timer = timers.remove(lease);
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Both keys at once: at no time is the job in both queues or in none, not even for who saves them. */
    private void putBack(Lease lease, Slice queue, Keyspace keyspace) {
        keyspace.atomically(lease.database(), List.of(lease.taken(), queue), entries -> {
            Entry taken = entries.getFirst();
            Entry back = entries.getLast();
            JobQueue jobs = taken.get(type);
            if (jobs != null && jobs.remove(lease.job())) {
                taken.changed();
                back.getOrCreate(type).add(lease.job());
                back.changed();
            }
            return null;
        });
    }
}
