package dev.mortise.runtime.dispatch;

import dev.mortise.api.Command;
import dev.mortise.api.ReplyBody;
import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.runtime.blocking.Waiter;
import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.Interception;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.keyspace.Eviction;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.session.AsyncCall;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.session.EnteredMode;
import dev.mortise.runtime.session.Suspension;
import dev.mortise.runtime.session.Waiting;
import dev.mortise.runtime.statistics.LoopStatistics;
import dev.mortise.runtime.statistics.ServerStatistics;
import dev.mortise.runtime.statistics.TimingLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes the requests of one batch, in order, on the event loop that read them.
 *
 * <p><b>How.</b> In two passes. The first finds the command of each request, hashes its key and touches the memory in
 * which the key's entry will be found: the loads of a whole pipeline overlap, where one after the other each would wait
 * for its own cache misses. The second pass checks, locks, executes and counts. A batch of one request skips the
 * touching.
 *
 * <p><b>Order of checks</b>, every one before a shard is locked: the command exists, its arity, the client is
 * authenticated, there is memory or some could be {@linkplain Eviction made}, no pause holds it back, no {@linkplain
 * Modes mode} of the session takes it. Then the shards of its keys are locked in the order of their numbers and the
 * body runs. A command that is held back or {@linkplain dev.mortise.api.Request#block blocks} ends the batch: it is
 * executed from its beginning when the client need not wait any more.
 *
 * <p><b>Errors.</b> This is the one boundary. A {@link ServerError} becomes that reply, anything else an internal error
 * that names the plugin; in both cases what the command had written is rewound, so that every request gets exactly one
 * reply (I4).
 *
 * <p><b>What plugins add.</b> {@linkplain dev.mortise.api.Interceptor Interceptors} of a command stand around its
 * locks; commands that a command {@linkplain Calls calls} run within them; a reply that is {@linkplain AsyncCall worked
 * out elsewhere} is written here when it is this client's turn.
 *
 * <p><b>Counting</b> and timing: see {@link CommandTiming}.
 *
 * <p><b>Cost.</b> No allocation for a request that succeeds and has fewer arguments than the pools of
 * {@link CommandRequest} hold. Not thread-safe; one per event loop.
 */
public final class Dispatcher {

    private final FirstPass firstPass;
    private final Store store;
    private final LongSupplier nowMillis;
    private final ServerStatistics statistics;
    private final LoopStatistics counters;
    private final CommandRequest request;
    private final ShardLocks locks;
    private final CommandWatch watch;
    private final Consequences consequences;
    private final Eviction eviction;
    private final CommandTiming timing;
    private final LongSupplier nanoTime;
    private final PluginSide plugins;
    private final InterceptorChain interceptors;
    private final Modes modes;
    private final BrowserRequests browsers = new BrowserRequests();
    private final @Nullable RegisteredCommand[] found = new RegisteredCommand[RequestBatch.MOST_REQUESTS];
    private final long[] hashes = new long[RequestBatch.MOST_REQUESTS];

    private @Nullable Attendant attendant;

    /** Whether the error that was replied is an interceptor's, which kept the command from running. */
    private boolean keptOut;

    /**
     * A dispatcher for one event loop.
     *
     * @param nowMillis the time, in milliseconds since 1970
     * @param nanoTime a clock for durations
     * @param timings where what took long is noted
     * @param watch who is to be told of commands, or holds them back
     * @param plugins what is needed for plugins besides their commands
     * @param consequences what follows from changes
     */
    public Dispatcher(
            CommandTable commands,
            Store store,
            Server server,
            LongSupplier nowMillis,
            LongSupplier nanoTime,
            ServerStatistics statistics,
            TimingLog timings,
            CommandWatch watch,
            PluginSide plugins,
            Consequences consequences) {
        this.firstPass = new FirstPass(commands, store);
        this.store = store;
        this.nowMillis = nowMillis;
        this.statistics = statistics;
        this.counters = statistics.newLoop();
        this.nanoTime = nanoTime;
        this.plugins = plugins;
        this.interceptors = new InterceptorChain(plugins.failures());
        this.modes = new Modes(plugins.failures());
        this.request = newRequest(server, counters, consequences);
        request.keyWait().attendants(() -> attendant(server));
        this.locks = new ShardLocks(store);
        this.watch = watch;
        this.consequences = consequences;
        this.eviction = new Eviction(
                store, ThreadLocalRandom.current().nextLong(), millis -> timings.happened("eviction-cycle", millis));
        this.timing = new CommandTiming(nanoTime, counters, timings);
        request.batches(new BatchRuns(
                store,
                newRequest(server, counters, consequences),
                timing.within(),
                eviction,
                interceptors,
                new LoopSide(watch, consequences, plugins.failures(), counters, statistics, nanoTime)));
    }

    private CommandRequest newRequest(Server server, LoopStatistics counted, Consequences following) {
        Supplier<CommandRequest> requests = () -> new CommandRequest(server, store, following, counted);
        CommandRequest made = requests.get();
        made.calls(new Calls(store, counted, nanoTime, plugins.failures(), requests, following));
        return made;
    }

    /** {@return who runs the commands of this loop's clients that wait for keys, whatever the thread} */
    private Attendant attendant(Server server) {
        Attendant present = attendant;
        if (present == null) {
            LoopStatistics counted = statistics.newLoop();
            present = new Attendant(
                    store,
                    newRequest(server, counted, consequences),
                    counted,
                    consequences,
                    plugins.failures(),
                    nowMillis);
            attendant = present;
        }
        return present;
    }

    /** {@return how much memory may be used, and is} */
    public MemoryLimit memoryLimit() {
        return store.limit();
    }

    /** {@return what this event loop executes at present} */
    public RunningCommand running() {
        return timing.running();
    }

    /** {@return the counters of this event loop} */
    public LoopStatistics counters() {
        return counters;
    }

    /**
     * Executes requests until the batch ends, the connection is to be closed, the client {@linkplain
     * Suspension waits}, or so many bytes of replies wait that they should be sent first.
     *
     * @param batch the requests
     * @param from the first one to execute
     * @param session the client that sent them
     * @param reply where the replies go
     * @param mostReplyBytes stop after the command with which the replies exceed this
     * @return the first request not executed
     */
    public int execute(RequestBatch batch, int from, ClientSession session, ReplyWriter reply, long mostReplyBytes) {
        int end = batch.count();
        long now = nowMillis.getAsLong();
        request.nowMillis(now);
        session.active(now);
        session.speakThrough(reply);
        reply.protocol(session.protocol());
        firstPass.prepare(batch, from, end, session.database(), found, hashes);
        timing.begin(batch, session);
        int next = session.suspension().takeResumed() ? resume(batch, from, session, reply) : from;
        long replied = reply.size();
        while (next < end && one(batch, next, session, reply)) {
            next++;
            omitIfUnwanted(session, reply);
            long repliedBefore = replied;
            replied = reply.size();
            if (replied - repliedBefore > CommandTiming.SHORT_BYTES) {
                timing.cut(next);
            }
            if (session.stops() || session.killed() || replied > mostReplyBytes) {
                // Who has answered does not wait.
                session.suspension().cancel();
                break;
            }
        }
        timing.end(next);
        request.resumedAt(-1);
        session.speakThrough(null);
        counters.executed(next - from);
        return next;
    }

    private static void omitIfUnwanted(ClientSession session, ReplyWriter reply) {
        if (session.omittedReplies() > 0) {
            session.omittedReply();
            reply.omit();
        }
    }

    /** {@return the first request to execute, after a wait for this one} */
    private int resume(RequestBatch batch, int index, ClientSession session, ReplyWriter reply) {
        Suspension suspension = session.suspension();
        AsyncCall call = suspension.takeAsyncCall();
        Waiter waiter = suspension.takeWaiter();
        boolean unblocked = suspension.takeUnblockedWithError();
        if (call != null) {
            answer(call.command(), batch, index, session, reply, LateAnswers.of(call, unblocked, request, reply));
            return index + 1;
        }
        if (waiter != null) {
            BlockedCommand blocked = (BlockedCommand) waiter.retry();
            answer(blocked.command(), batch, index, session, reply, LateAnswers.of(blocked, waiter, unblocked, reply));
            return index + 1;
        }
        if (unblocked) {
            reply.begin();
            statistics.error(Refusals.UNBLOCKED.code());
            reply.error(Refusals.UNBLOCKED);
            return index + 1;
        }
        request.resumedAt(batch.firstWord(index));
        return index;
    }

    /** Answers a request that does not run again, at least not here and now. */
    @SuppressWarnings({"checkstyle:parameternumber", "IllegalCatch"}) // Whatever a plugin throws is its own failure.
    private void answer(
            RegisteredCommand command,
            RequestBatch batch,
            int index,
            ClientSession session,
            ReplyWriter reply,
            ReplyBody body) {
        int nameWords = command.nameWords();
        reply.begin();
        timing.before(command, index, found);
        request.point(batch, batch.firstWord(index), nameWords, batch.wordCount(index) - nameWords, command, session);
        request.announceKeys(0);
        long began = nanoTime.getAsLong();
        try {
            body.write(reply);
            requireComplete(command, reply);
        } catch (ServerError error) {
            reply.error(error);
        } catch (Throwable failure) {
            reply.error(plugins.failures().note(command.module(), command.fullName(), failure));
        }
        countErrors(command, reply);
        interceptors.after(command.interceptions(), request, reply.error(), nanoTime.getAsLong() - began);
        timing.after(request, index, true);
        request.release();
        omitIfUnwanted(session, reply);
    }

    private static void requireComplete(RegisteredCommand command, ReplyWriter reply) {
        if (!reply.complete()) {
            throw new IllegalStateException(command.fullName() + " did not write exactly one reply");
        }
    }

    /** {@return whether it was answered; if not, the client waits and it is to be tried again} */
    private boolean one(RequestBatch batch, int index, ClientSession session, ReplyWriter reply) {
        int firstWord = batch.firstWord(index);
        int words = batch.wordCount(index);
        RegisteredCommand command = found[index];
        reply.begin();
        if (command == null) {
            answerUnknown(batch, index, session, reply);
            return true;
        }
        int nameWords = 1;
        if (command.subcommandTable() != null && words > 1) {
            RegisteredCommand sub = subcommand(command.subcommandTable(), batch, firstWord + 1);
            if (sub == null) {
                refuse(command, index, Refusals.unknownSubcommand(command, batch, firstWord + 1), session, reply);
                return true;
            }
            command = sub;
            nameWords = 2;
        }
        Command body = command.body();
        int arguments = words - nameWords;
        boolean stranger = !session.authenticated() && !command.noAuth();
        if (body == null || !command.takes(arguments)) {
            request.point(batch, firstWord, nameWords, arguments, command, session);
            answerArity(command, stranger, batch, index, reply);
            return true;
        }
        if (stranger) {
            refuse(command, index, Refusals.NOT_AUTHENTICATED, session, reply);
            return true;
        }
        session.lastCommand(command);
        if (command.deniedWhenFull() && !eviction.makeRoom(request.nowMillis())) {
            refuse(command, index, Refusals.FULL, session, reply);
            return true;
        }
        if (watch.alert()) {
            if (session.kind() == Session.Kind.MONITOR && command.touchesKeyspace()) {
                refuse(command, index, Refusals.MONITORS_ONLY_WATCH, session, reply);
                return true;
            }
            ServerError refusal = watch.refuses(command);
            if (refusal == null && command.writes()) {
                refusal = consequences.refusal();
            }
            if (refusal != null) {
                refuse(command, index, refusal, session, reply);
                return true;
            }
            if (isHeld(command, session)) {
                return false;
            }
        }
        request.point(batch, firstWord, nameWords, arguments, command, session);
        long hash = hash(command, nameWords, batch, index);
        EnteredMode mode = session.mode();
        if (mode != null && isTaken(mode, command, hash, index, reply)) {
            return true;
        }
        if (timing.beginsAt(index)) {
            timing.before(command, index, found);
        }
        boolean answered = follow(command.path(), command, body, hash, index, reply);
        if (watch.alert()) {
            consequences.unlocked();
        }
        countErrors(command, reply);
        if (timing.endsAt(index)) {
            timing.after(request, index, answered);
        }
        request.release();
        return answered;
    }

    private void answerUnknown(RequestBatch batch, int index, ClientSession session, ReplyWriter reply) {
        int firstWord = batch.firstWord(index);
        if (browsers.beginWith(batch, firstWord)) {
            timing.pause(index);
            browsers.end(session, request.nowMillis());
        } else {
            refuse(null, index, Refusals.unknownCommand(batch, firstWord, batch.wordCount(index)), session, reply);
        }
    }

    /** {@return whether a mode that the session is in has answered} */
    private boolean isTaken(EnteredMode mode, RegisteredCommand command, long hash, int index, ReplyWriter reply) {
        request.announceKeys(hash);
        if (!modes.take(mode, request, reply)) {
            request.keysLocked();
            return false;
        }
        timing.pause(index);
        String errorCode = reply.errorCode();
        if (errorCode != null) {
            counters.commands().rejected(command.index());
            statistics.error(errorCode);
        }
        request.release();
        return true;
    }

    /** Answers a request with a number of arguments that its command does not take. */
    private void answerArity(
            RegisteredCommand command, boolean stranger, RequestBatch batch, int index, ReplyWriter reply) {
        ClientSession session = request.session();
        // More arguments than a command without an upper limit can use are its own affair in Redis, which strangers
        // do not get to, and which shows when it is run.
        boolean beyondArity = command.body() == null || !command.fitsArity(request.size());
        EnteredMode mode = beyondArity || stranger ? null : session.mode();
        if (mode == null || !isTaken(mode, command, hash(command, command.nameWords(), batch, index), index, reply)) {
            ServerError refusal = stranger && !beyondArity ? Refusals.NOT_AUTHENTICATED : Refusals.wrongArity(command);
            refuse(command, index, refusal, session, reply);
        }
    }

    private boolean isHeld(RegisteredCommand command, ClientSession session) {
        Waiting pause = watch.holds(command, request.nowMillis());
        if (pause == null || session.kind() == Session.Kind.MONITOR) {
            return false;
        }
        session.suspension().begin(pause);
        return true;
    }

    private long hash(RegisteredCommand command, int nameWords, RequestBatch batch, int index) {
        return nameWords == 1 ? hashes[index] : keyHash(command, batch, batch.firstWord(index) + nameWords);
    }

    /** {@return the hash of the only key of a subcommand, which was not known to be one before; 0 if it has none} */
    private long keyHash(RegisteredCommand subcommand, RequestBatch batch, int firstArgument) {
        int single = subcommand.keys().single();
        if (single < 0) {
            return 0;
        }
        int key = firstArgument + single;
        return store.hash(batch.bytes(), batch.offset(key), batch.length(key));
    }

    private static @Nullable RegisteredCommand subcommand(CommandTable table, RequestBatch batch, int word) {
        return table.find(batch.bytes(), batch.offset(word), batch.length(word));
    }

    /** {@return whether the command has answered; if not, it blocks} */
    private boolean follow(
            RegisteredCommand.Path path,
            RegisteredCommand command,
            Command body,
            long hash,
            int index,
            ReplyWriter reply) {
        return switch (path) {
            case NO_KEY -> run(command, body, reply);
            case ONE_KEY -> {
                Shard shard = store.shard(store.shardIndex(hash));
                request.singleKey(hash);
                shard.lock();
                try {
                    yield run(command, body, reply);
                } finally {
                    shard.unlock();
                }
            }
            case SEVERAL_KEYS -> {
                request.locateKeys();
                if (request.locksAll()) {
                    yield runWhole(command, body, reply);
                }
                locks.addShardsOf(request);
                locks.lock();
                try {
                    yield run(command, request.runnable(body), reply);
                } finally {
                    locks.unlock();
                }
            }
            case ALL_KEYS -> runWhole(command, body, reply);
            // Last, and one case among others: who is not intercepted does not even look.
            case INTERCEPTED -> intercept(command, body, hash, index, reply);
        };
    }

    /** {@return whether the command or an interceptor has answered; if not, it blocks} */
    private boolean intercept(RegisteredCommand command, Command body, long hash, int index, ReplyWriter reply) {
        List<Interception> chain = command.interceptions();
        request.announceKeys(hash);
        if (!request.triedBefore()) {
            ServerError refusal = interceptors.before(chain, request);
            if (refusal != null) {
                // It has not run, and no time counts for it.
                timing.pause(index);
                keptOut = true;
                reply.error(refusal);
                return true;
            }
        }
        request.keysLocked();
        long began = nanoTime.getAsLong();
        if (!follow(command.lockPath(), command, body, hash, index, reply)) {
            return false;
        }
        request.keysUnlocked();
        interceptors.after(chain, request, reply.error(), nanoTime.getAsLong() - began);
        return true;
    }

    /** Locks everything; whatever the command does is one change. */
    private boolean runWhole(RegisteredCommand command, Command body, ReplyWriter reply) {
        store.lockAll();
        try {
            return watch.changesWanted() ? runAsOneChange(command, body, reply) : run(command, body, reply);
        } finally {
            store.unlockAll();
        }
    }

    private boolean runAsOneChange(RegisteredCommand command, Command body, ReplyWriter reply) {
        consequences.beginWhole();
        try {
            return run(command, body, reply);
        } finally {
            consequences.endWhole(request.nowMillis());
        }
    }

    // Whatever a plugin throws, errors included, is that plugin's failure and not the server's.
    private boolean run(RegisteredCommand command, Command body, ReplyWriter reply) {
        boolean answered = true;
        try {
            body.execute(request, reply);
            if (!reply.complete()) {
                if (reply.untouched() && request.blocks()) {
                    answered = false;
                } else {
                    requireComplete(command, reply);
                }
            }
        } catch (ServerError error) {
            request.blockNot();
            reply.error(error);
        } catch (Throwable failure) {
            request.blockNot();
            reply.error(plugins.failures().note(command.module(), command.fullName(), failure));
        }
        // Still under the locks: what follows from a change follows in the order of the changes.
        if (command.writes()) {
            counters.changed(request.settle());
        }
        if (watch.alert()) {
            if (watch.changesWanted()) {
                request.effects().tell(consequences, reply.errorCode() != null);
            }
            if (!request.triedBefore() && !request.heldBack()) {
                watch.executed(request);
            }
        }
        if (!answered) {
            // Still under the locks: nothing comes between its looking and its waiting.
            request.keyWait().join();
            request.startAsync(plugins);
        }
        return answered;
    }

    private void countErrors(RegisteredCommand command, ReplyWriter reply) {
        String errorCode = reply.errorCode();
        if (errorCode != null) {
            if (keptOut) {
                keptOut = false;
                counters.commands().rejected(command.index());
            } else {
                counters.commands().failed(command.index());
            }
            statistics.error(errorCode);
        }
    }

    private void refuse(
            @Nullable RegisteredCommand command,
            int index,
            ServerError error,
            ClientSession session,
            ReplyWriter reply) {
        EnteredMode mode = session.mode();
        ServerError told = mode == null ? error : modes.refuse(mode, command, error);
        refused(command, index, told.code());
        reply.error(told);
    }

    /** For errors that quote the client, who may have sent bytes that are no text. */
    private void refuse(
            @Nullable RegisteredCommand command, int index, byte[] text, ClientSession session, ReplyWriter reply) {
        EnteredMode mode = session.mode();
        if (mode != null) {
            ServerError quoted = ServerError.err(new String(text, StandardCharsets.ISO_8859_1));
            ServerError told = modes.refuse(mode, command, quoted);
            if (!told.equals(quoted)) {
                refused(command, index, told.code());
                reply.error(told);
                return;
            }
        }
        refused(command, index, "ERR");
        reply.error("ERR", text);
    }

    private void refused(@Nullable RegisteredCommand command, int index, String code) {
        timing.pause(index);
        if (command != null) {
            counters.commands().rejected(command.index());
        }
        statistics.error(code);
    }
}
