package dev.mortise.runtime.dispatch;

import dev.mortise.api.Batch;
import dev.mortise.api.Command;
import dev.mortise.api.ServerError;
import dev.mortise.runtime.command.KeyLocator;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.consequence.CommandEffects;
import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.keyspace.Eviction;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.session.Waiting;
import dev.mortise.runtime.watching.KeyWatch;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs kept requests together: the mechanism of {@code EXEC}.
 *
 * <p><b>How.</b> Which shards the keys of all requests are in is known from when they were kept. They are locked in the
 * order of their numbers, as for one command with all these keys, so that no two batches wait for each other, and
 * batches in other shards go on. A key's shard is the same in every database: a {@code SELECT} among the requests
 * changes nothing about that. Then one request after the other is pointed at and run, each with a part of the reply of
 * its own, so that its error or failure is its element and nothing of the others is lost.
 *
 * <p><b>Whole keyspace.</b> A request that needs all shards, or may (it declares no keys, and reads, writes or
 * administers), has all of them locked from the beginning. A lock that is missing cannot be taken later without
 * breaking the order.
 *
 * <p><b>What was watched</b> is locked as well, and looked at then: see {@link
 * dev.mortise.runtime.watching.KeyWatches}.
 *
 * <p><b>The journal</b> gets one unit, when the last request is done and the locks are still held. Each request adds
 * what it would have been a unit of by itself. A batch that has locked everything is gathered as one command of that
 * kind is, because whole databases are reported at once.
 *
 * <p><b>Interceptors</b> must not be asked under locks: all are asked before the locks are taken, each for its request,
 * and told when they are given back. A request that one refuses is answered by that error, and the others run.
 *
 * <p><b>Not done again:</b> what is asked of single requests was asked when they were kept. What may have changed since
 * (memory, a pause, a state of the server) is asked once for all of them.
 *
 * <p><b>Cost.</b> No allocation for requests that succeed and that nobody intercepts. Commands are timed as in a
 * pipeline, equal ones together. Not thread-safe; belongs to its event loop.
 */
final class BatchRuns {

    private final Store store;
    private final CommandRequest request;
    private final ShardLocks locks;
    private final CommandTiming timing;
    private final Eviction eviction;
    private final InterceptorChain interceptors;
    private final LoopSide loop;

    /** Whose requests are run; null while none are. */
    private @Nullable ClientSession session;

    /**
     * For one event loop.
     *
     * @param store the keyspace
     * @param request what the commands get
     * @param timing measures them, within the command that runs them
     * @param eviction makes room
     * @param interceptors asks and tells
     * @param loop who is to be told
     */
    BatchRuns(
            Store store,
            CommandRequest request,
            CommandTiming timing,
            Eviction eviction,
            InterceptorChain interceptors,
            LoopSide loop) {
        this.store = store;
        this.request = request;
        this.locks = new ShardLocks(store);
        this.timing = timing;
        this.eviction = eviction;
        this.interceptors = interceptors;
        this.loop = loop;
    }

    /** Keeps a copy of a request that is about to be run. */
    void keep(CommandRequest offered, RequestBatch words, int firstWord, KeptRequests kept) {
        if (!offered.isOffered()) {
            throw new IllegalStateException("a request is kept in the place of running it, which is too late now");
        }
        if (!eviction.makeRoom(offered.nowMillis())) {
            throw Refusals.FULL;
        }
        if (offered.locksAll()) {
            kept.touchesAll();
        }
        for (int k = 0; k < offered.keys(); k++) {
            kept.touches(store.shardIndex(offered.keyHash(k)));
        }
        long hash = offered.keys() == 1 ? offered.keyHash(0) : 0;
        kept.add(offered.command(), words, firstWord, offered.words(), hash);
    }

    /** Has the session watch the keys of a request, which are locked. */
    void watch(CommandRequest asking) {
        ClientSession client = asking.session();
        KeyWatch watching = client.watch().begin(loop.consequences().watches()::begin);
        for (int k = 0; k < asking.keys(); k++) {
            watching.add(client.database(), asking.peek(k), asking.key(k).toBytes(), asking.keyHash(k));
        }
    }

    /**
     * Runs requests.
     *
     * @param outer the request whose command runs them; nothing is locked for it
     * @param kept the requests
     * @param reply that command's
     * @return what became of them
     */
    Batch.Outcome run(CommandRequest outer, KeptRequests kept, ReplyWriter reply) {
        if (outer.command().keys().shape() != KeyLocator.Shape.NONE) {
            throw new IllegalStateException(outer.command().fullName() + " has keys, and so cannot run a batch");
        }
        ClientSession client = outer.session();
        if (loop.watch().alert()) {
            Waiting pause = loop.watch().holds(kept.writesOrReplicates(), outer.nowMillis());
            if (pause != null) {
                client.suspension().begin(pause);
                return Batch.Outcome.LATER;
            }
        }
        KeyWatch watched = client.watch().take();
        session = client;
        try {
            requireAllowed(kept, outer.nowMillis());
            request.nowMillis(outer.nowMillis());
            BatchInterceptors asked = kept.intercepted() ? new BatchInterceptors(interceptors, kept) : null;
            if (asked != null) {
                asked.ask(this);
            }
            boolean ran = lockAndRun(kept, asked, watched, reply);
            if (asked != null) {
                asked.tell(this);
            }
            return ran ? Batch.Outcome.RAN : Batch.Outcome.KEYS_CHANGED;
        } finally {
            session = null;
            if (watched != null) {
                watched.end();
            }
        }
    }

    private void requireAllowed(KeptRequests kept, long nowMillis) {
        if (kept.deniedWhenFull() && !eviction.makeRoom(nowMillis)) {
            throw Refusals.FULL;
        }
        if (loop.watch().alert()) {
            ServerError refusal = loop.watch().refuses(kept.writes(), kept.allowedWhileLoading());
            if (refusal == null && kept.writes()) {
                refusal = loop.consequences().refusal();
            }
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    /** {@return whether they ran; if not, something was changed that was watched} */
    private boolean lockAndRun(
            KeptRequests kept, @Nullable BatchInterceptors asked, @Nullable KeyWatch watched, ReplyWriter reply) {
        boolean whole = kept.needsWholeKeyspace();
        if (whole) {
            store.lockAll();
        } else {
            locks.addAll(kept.shards());
            if (watched != null) {
                watched.forEachHash(hash -> locks.add(store.shardIndex(hash)));
            }
            locks.lock();
        }
        try {
            if (watched != null && watched.changed(request.nowMillis())) {
                return false;
            }
            reply.array(kept.size());
            if (loop.watch().changesWanted()) {
                runAsOneChange(kept, asked, reply);
            } else {
                request.inBatch(whole, null);
                runAll(kept, asked, reply);
            }
        } finally {
            if (whole) {
                store.unlockAll();
            } else {
                locks.unlock();
            }
        }
        return true;
    }

    private void runAsOneChange(KeptRequests kept, @Nullable BatchInterceptors asked, ReplyWriter reply) {
        Consequences consequences = loop.consequences();
        if (kept.needsWholeKeyspace()) {
            request.inBatch(true, null);
            consequences.beginWhole();
            try {
                runAll(kept, asked, reply);
            } finally {
                consequences.endWhole(request.nowMillis());
            }
            return;
        }
        CommandEffects unit = consequences.journals() ? new CommandEffects() : null;
        request.inBatch(false, unit);
        try {
            runAll(kept, asked, reply);
        } finally {
            if (unit != null) {
                consequences.completed(unit, request.nowMillis());
            }
        }
    }

    private void runAll(KeptRequests kept, @Nullable BatchInterceptors asked, ReplyWriter reply) {
        int before = 0;
        for (KeptRequests.Part part : kept.parts()) {
            RequestBatch batch = part.batch();
            timing.begin(batch, client());
            for (int i = 0; i < batch.count(); i++) {
                point(part, i);
                reply.openPart();
                ServerError refusal = asked == null ? null : asked.refusal(before + i);
                if (refusal == null) {
                    one(part, i, before + i, asked, reply);
                } else {
                    timing.pause(i);
                    reply.error(refusal);
                    loop.counters().commands().rejected(request.command().index());
                    loop.statistics().error(refusal.code());
                }
                reply.closePart(true);
                request.release();
            }
            timing.end(batch.count());
            before += batch.count();
        }
    }

    private void one(
            KeptRequests.Part part, int index, int number, @Nullable BatchInterceptors asked, ReplyWriter reply) {
        RegisteredCommand command = request.command();
        switch (command.keys().shape()) {
            case NONE, ALL -> {}
            case SINGLE -> request.singleKey(part.hash(index));
            case SEVERAL -> request.locateKeys();
        }
        if (timing.beginsAt(index)) {
            timing.before(command, index, part.commands());
        }
        long began = asked == null ? 0 : loop.nanoTime().getAsLong();
        execute(command, reply);
        if (asked != null) {
            asked.ran(command, number, reply.error(), loop.nanoTime().getAsLong() - began);
        }
        String errorCode = reply.errorCode();
        if (errorCode != null) {
            loop.counters().commands().failed(command.index());
            loop.statistics().error(errorCode);
        }
        if (timing.endsAt(index)) {
            timing.after(request, index, true);
        }
    }

    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    private void execute(RegisteredCommand command, ReplyWriter reply) {
        Command body = request.runnable(Objects.requireNonNull(command.body(), command.fullName()));
        try {
            if (!command.takes(request.size())) {
                throw Refusals.wrongArity(command);
            }
            body.execute(request, reply);
            if (!reply.complete()) {
                throw new IllegalStateException(command.fullName() + " did not write exactly one reply");
            }
        } catch (ServerError error) {
            reply.error(error);
        } catch (Throwable failure) {
            reply.error(loop.failures().note(command.module(), command.fullName(), failure));
        }
        if (command.writes()) {
            loop.counters().changed(request.settle());
        }
        if (loop.watch().alert()) {
            if (loop.watch().changesWanted()) {
                request.effects().tell(loop.consequences(), reply.errorCode() != null);
            }
            loop.watch().executed(request);
        }
    }

    /** Shows a request to somebody while nothing is locked for it: its keys have names, but no entries. */
    void pointed(KeptRequests.Part part, int index, Consumer<CommandRequest> to) {
        point(part, index);
        request.announceKeys(part.hash(index));
        to.accept(request);
        request.release();
    }

    private void point(KeptRequests.Part part, int index) {
        RegisteredCommand command = part.commands()[index];
        RequestBatch batch = part.batch();
        int arguments = batch.wordCount(index) - command.nameWords();
        request.point(batch, batch.firstWord(index), command.nameWords(), arguments, command, client());
    }

    private ClientSession client() {
        return Objects.requireNonNull(session, "nothing is run");
    }
}
