package acme.work;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.Entry;
import dev.mortise.api.Live;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import java.time.Duration;

/**
 * {@code WORK.ADD}, {@code WORK.TAKE}, {@code WORK.DONE}, {@code WORK.MOVE}, {@code WORK.RETRY} and {@code WORK.WAIT}.
 */
public final class WorkModule implements CommandModule {

    /**
     * What the operator may set.
     *
     * @param leaseSeconds how long a job may take before it is put back; a minute if not set
     */
    record Settings(int leaseSeconds) {
        Settings {
            leaseSeconds = leaseSeconds == 0 ? 60 : leaseSeconds;
            if (leaseSeconds < 0) {
                throw new IllegalArgumentException("leaseSeconds must be greater than 0");
            }
        }
    }

    private static final int QUEUE = 0;
    private static final int TAKEN = 1;

    private static final Slice MOVE = Slice.of("WORK.MOVE");

    private final QueueType type = new QueueType();
    private Live<Settings> settings;
    private Leases leases;
    private CommandRef move;

    @Override
    public void configure(Setup setup) {
        settings = setup.liveConfig(Settings.class);
        leases = new Leases(type, setup.tasks());
        move = setup.ref("WORK.MOVE");
        setup.type(type);
        setup.command(Specs.ADD, this::add)
                .command(Specs.TAKE, this::take)
                .command(Specs.DONE, this::done)
                .command(Specs.MOVE, this::move)
                .command(Specs.RETRY, this::retry)
                .command(Specs.WAIT, this::awaitEmpty);
    }

    /** Replies how many jobs are waiting now. Nobody is told: the server serves who waits for the key. */
    private void add(Request request, Reply reply) {
        Entry entry = request.entry(QUEUE);
        JobQueue queue = entry.getOrCreate(type);
        for (int i = 1; i < request.size(); i++) {
            queue.add(Slice.of(request.arg(i).toBytes()));
        }
        entry.changed();
        reply.integer(queue.size());
    }

    /** Replies the job, or nil if there was none in time. */
    private void take(Request request, Reply reply) {
        long until = until(request, 2);
        if (request.readyKey(type, 1) == QUEUE) {
            Slice job = moved(request.entry(QUEUE), request.entry(TAKEN));
            // Whoever does this again from the journal must not start a timer.
            request.journal(MOVE, request.key(QUEUE), request.key(TAKEN));
            startTimer(request, job);
            reply.bulk(job);
        } else if (request.timedOut()) {
            reply.nil();
        } else {
            request.blockOnKeys(type, 1, until);
        }
    }

    /** {@return when to wait no longer} */
    private static long until(Request request, int argument) {
        long millis = request.arg(argument).asLong();
        if (millis < 0) {
            throw ServerError.err("timeout is negative");
        }
        long now = request.nowMillis();
        return millis == 0 || millis > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + millis;
    }

    private void startTimer(Request request, Slice job) {
        Slice queue = Slice.of(request.key(QUEUE).toBytes());
        Duration duration = Duration.ofSeconds(settings.get().leaseSeconds());
        leases.begin(
                lease(request, TAKEN, job), duration, queue, request.server().keyspace());
    }

    /** {@return what outlives the request, for it has copies} */
    private static Leases.Lease lease(Request request, int takenKey, Slice job) {
        return new Leases.Lease(
                request.session().database(), Slice.of(request.key(takenKey).toBytes()), job);
    }

    /** Replies 1, or 0 if it was put back already, and somebody else will do it again. */
    private void done(Request request, Reply reply) {
        Slice job = Slice.of(request.arg(1).toBytes());
        Entry entry = request.entry(0);
        JobQueue taken = entry.get(type);
        boolean removed = taken != null && taken.remove(job);
        if (removed) {
            entry.changed();
            leases.end(lease(request, 0, job));
        }
        reply.integer(removed ? 1 : 0);
    }

    /** Replies the job, or nil if there is none. */
    private void move(Request request, Reply reply) {
        Entry from = request.entry(0);
        if (from.get(type) == null) {
            request.entry(1).get(type);
            reply.nil();
        } else {
            reply.bulk(moved(from, request.entry(1)));
        }
    }

    /** Looks at both before it changes one: an error leaves them as they are. */
    private Slice moved(Entry from, Entry to) {
        JobQueue target = to.getOrCreate(type);
        Slice job = from.getOrCreate(type).take();
        target.add(job);
        from.changed();
        to.changed();
        return job;
    }

    /** Replies 1 when the queue is empty, or 0 if it is not in time. */
    private void awaitEmpty(Request request, Reply reply) {
        long until = until(request, 1);
        if (!isAnswered(request, reply)) {
            // For a change of any kind: there is no value to wait for, it is to go.
            request.blockOnChanges(1, until, (again, late) -> {
                if (!isAnswered(again, late)) {
                    again.waitOn();
                }
            });
        }
    }

    private boolean isAnswered(Request request, Reply reply) {
        boolean empty = request.entry(QUEUE).get(type) == null;
        boolean over = empty || request.timedOut();
        if (over) {
            reply.integer(empty ? 1 : 0);
        }
        return over;
    }

    /** Replies how many there were. One step for everybody else, though it is many commands. */
    private void retry(Request request, Reply reply) {
        JobQueue taken = request.entry(0).get(type);
        int count = taken == null ? 0 : taken.size();
        for (int i = 0; i < count; i++) {
            leases.end(lease(
                    request,
                    0,
                    Slice.of(request.call(move, request.arg(0), request.arg(1)).bytes())));
        }
        reply.integer(count);
    }
}
