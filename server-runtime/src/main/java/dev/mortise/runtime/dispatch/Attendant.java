package dev.mortise.runtime.dispatch;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.runtime.blocking.LateReply;
import dev.mortise.runtime.blocking.Waiter;
import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.isolation.PluginFailures;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.statistics.LoopStatistics;
import java.io.ByteArrayOutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of one event loop's clients that wait for keys, on whatever thread has changed one of them.
 *
 * <p><b>How.</b> The command is run under the locks of all its keys, from the copy of its words, and writes into a
 * reply of the attendant's. If it answers, the client's event loop takes the bytes in its own time, in the place of
 * running the command, and counts it. The session belongs to that event loop, which does nothing with it while the
 * client waits, and cannot end the wait while the command runs: see {@link Waiter}.
 *
 * <p><b>Not checked again</b>, as in Redis: memory, pauses, and whatever else could have kept the command from running
 * when it was sent.
 *
 * <p>For all threads, one at a time. Its monitor is taken before the locks of shards.
 */
final class Attendant {

    private final CommandRequest request;
    private final Consequences consequences;
    private final PluginFailures failures;
    private final LongSupplier nowMillis;
    private final LoopStatistics counters;
    private final ShardLocks locks;
    private final RequestBatch batch = new RequestBatch();
    private final ReplyWriter reply = new ReplyWriter();

    /**
     * An attendant who has nothing to do yet.
     *
     * @param request what commands get, with the attendant's counters
     * @param counters these counters
     */
    Attendant(
            Store store,
            CommandRequest request,
            LoopStatistics counters,
            Consequences consequences,
            PluginFailures failures,
            LongSupplier nowMillis) {
        this.request = request;
        this.counters = counters;
        this.consequences = consequences;
        this.failures = failures;
        this.nowMillis = nowMillis;
        this.locks = new ShardLocks(store);
    }

    /**
     * Tries a command again.
     *
     * @param blocked the command
     * @param waiter its place in the lines
     * @param key the key for which it is its turn
     */
    void run(BlockedCommand blocked, Waiter waiter, Slice key) {
        withLocks(
                blocked,
                key,
                () -> waiter.attempt(() -> {
                    // Of a client that is about to go nobody would take what the command takes.
                    return blocked.session().killed() ? null : attempt(blocked);
                }));
    }

    /**
     * Runs a command whose time is over, and which has left its lines.
     *
     * @param blocked the command
     * @return its answer
     */
    LateReply runAtLast(BlockedCommand blocked) {
        AtomicReference<@Nullable LateReply> answer = new AtomicReference<>();
        withLocks(blocked, null, () -> answer.set(attempt(blocked)));
        return Objects.requireNonNull(answer.get(), "it cannot go on waiting");
    }

    private synchronized void withLocks(BlockedCommand blocked, @Nullable Slice key, Runnable attempt) {
        batch.fill(blocked.name(), blocked.arguments());
        request.nowMillis(nowMillis.getAsLong());
        request.pointAgain(blocked, batch);
        request.keyWait().triedAgain(key);
        locks.addShardsOf(request);
        locks.lock();
        try {
            attempt.run();
        } finally {
            locks.unlock();
            request.release();
            batch.clear();
        }
    }

    /** {@return the answer, or null if it waits for more} */
    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    private @Nullable LateReply attempt(BlockedCommand blocked) {
        reply.protocol(blocked.session().protocol());
        reply.begin();
        try {
            blocked.body().execute(request, reply);
            if (reply.untouched() && request.keyWait().waitsAgain()) {
                follow(blocked);
                return null;
            }
            if (!reply.complete()) {
                throw new IllegalStateException(blocked.command().fullName() + " did not write exactly one reply");
            }
        } catch (ServerError error) {
            reply.error(error);
        } catch (Throwable failure) {
            reply.error(
                    failures.note(blocked.command().module(), blocked.command().fullName(), failure));
        }
        follow(blocked);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(reply.size()));
        reply.transferTo(bytes::write);
        ServerError error = reply.error();
        reply.reset();
        return new LateReply(bytes.toByteArray(), error);
    }

    /** Still under the locks: what follows from its changes. */
    private void follow(BlockedCommand blocked) {
        if (blocked.command().writes()) {
            counters.changed(request.settle());
            request.effects().tell(consequences, reply.errorCode() != null);
        }
    }
}
