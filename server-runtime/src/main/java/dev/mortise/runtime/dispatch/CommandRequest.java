package dev.mortise.runtime.dispatch;

import dev.mortise.api.AsyncBody;
import dev.mortise.api.Batch;
import dev.mortise.api.CallResult;
import dev.mortise.api.Command;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Reply;
import dev.mortise.api.Server;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostRequest;
import dev.mortise.api.internal.SliceAccess;
import dev.mortise.runtime.command.CalledCommand;
import dev.mortise.runtime.command.KeyIndexes;
import dev.mortise.runtime.command.KeyLocator;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.consequence.CommandEffects;
import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.keyspace.AccessClock;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoredEntry;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.session.AsyncCall;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.session.Waiting;
import dev.mortise.runtime.statistics.LoopStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The request that the running command sees: one object per event loop, pointed at one request after the other.
 *
 * <p>Arguments and entries are handed out from pools that grow to the largest request and shrink when none so large has
 * come for a while ({@link PoolSize}), so that commands allocate nothing. Not thread-safe; belongs to its event loop.
 */
final class CommandRequest implements HostRequest, KeyLocator.Arguments {

    private static final SliceAccess SLICES = SliceAccess.instance();

    private final Server server;
    private final Store store;
    private final Consequences consequences;
    private final KeyWait wait;
    private final LoopStatistics counters;
    private final AccessClock clock;
    private final KeyIndexes keyIndexes = new KeyIndexes();
    private final Slice nameWord = SLICES.unpointed();
    private final BitSet redacted = new BitSet();
    /** Whether there is something to forget that most commands never have. */
    private boolean unusual;

    private final RequestEffects effects = new RequestEffects(this);

    private final EntryPool entries;
    /** Those of other databases than the client's. */
    private final EntryPool elsewhere;

    private final ArgumentPool slices = new ArgumentPool();

    private RequestBatch batch;
    private int firstWord;
    private int firstArgument;
    private int arguments;
    private RegisteredCommand command;
    private ClientSession session;
    private long nowMillis;
    private long singleHash;
    /** How many keys there are; while they are not locked, the complement of it, which no index is less than. */
    private int keys;

    private boolean singleKey;
    private int resumedAtWord = -1;
    /** Of a request that a command has made, that command's. */
    private @Nullable CommandRequest caller;

    private final CallerKeys callerKeys = new CallerKeys();
    private @Nullable Calls calls;
    private @Nullable BatchRuns batches;
    /** Whether it is one of a batch, or made by one of those. */
    private boolean batched;
    /** Whether all shards are locked for the batch. */
    private boolean wholeBatch;

    @SuppressWarnings("NullAway.Init") // pointed at a request before any command can see it
    CommandRequest(Server server, Store store, Consequences consequences, LoopStatistics counters) {
        this.server = server;
        this.store = store;
        this.consequences = consequences;
        this.wait = new KeyWait(this, consequences.lines());
        this.counters = counters;
        this.clock = new AccessClock(store.limit(), ThreadLocalRandom.current().nextLong());
        this.entries = new EntryPool(clock);
        this.elsewhere = new EntryPool(clock);
    }

    /** Points at one request. */
    void point(
            RequestBatch newBatch,
            int first,
            int nameWords,
            int newArguments,
            RegisteredCommand newCommand,
            ClientSession newSession) {
        batch = newBatch;
        firstWord = first;
        firstArgument = first + nameWords;
        arguments = newArguments;
        command = newCommand;
        session = newSession;
        keys = 0;
        singleKey = false;
    }

    /** Points at the only request of a batch, which another command has made. */
    void pointCalled(CommandRequest newCaller, RequestBatch newBatch, int nameWords, RegisteredCommand newCommand) {
        point(newBatch, 0, nameWords, newBatch.wordCount(0) - nameWords, newCommand, newCaller.session);
        caller = newCaller;
        calls = newCaller.calls;
        batched = newCaller.batched;
        wholeBatch = newCaller.wholeBatch;
        nowMillis(newCaller.nowMillis);
    }

    /** Points at the only request of a batch, of a command that has waited for keys. */
    void pointAgain(BlockedCommand blocked, RequestBatch copy) {
        int nameWords = blocked.name().length;
        point(copy, 0, nameWords, copy.wordCount(0) - nameWords, blocked.command(), blocked.session());
        locateKeys();
    }

    /** {@return what it has to do with keys that are waited for} */
    KeyWait keyWait() {
        return wait;
    }

    /** Says who runs the commands that this one calls. */
    void calls(Calls newCalls) {
        calls = newCalls;
    }

    /** Says who runs batches for its commands. */
    void batches(BatchRuns newBatches) {
        batches = newBatches;
    }

    /**
     * Says that what it points at from now on is one of a batch.
     *
     * @param whole whether all shards are locked for that
     * @param unit gets what is done; null if nobody is to know, or it is to be told at once
     */
    void inBatch(boolean whole, @Nullable CommandEffects unit) {
        batched = true;
        wholeBatch = whole;
        effects.inBatch(unit);
    }

    void nowMillis(long millis) {
        nowMillis = millis;
        clock.at(millis);
    }

    /** Says that there is one key, with this hash. */
    void singleKey(long hash) {
        singleHash = hash;
        singleKey = true;
        keys = 1;
    }

    /** Finds the keys of a command that may have several. */
    void locateKeys() {
        keyIndexes.clear();
        command.keys().locate(this, keyIndexes);
        keys = keyIndexes.size();
    }

    /** {@return the body of the command, or, if {@link #locateKeys} has failed, what tells of that in its place} */
    Command runnable(Command body) {
        return command.keys().shape() == KeyLocator.Shape.SEVERAL ? keyIndexes.runnable(body) : body;
    }

    /** Finds the keys, which are not locked yet. */
    void announceKeys(long hash) {
        switch (command.keys().shape()) {
            case NONE, ALL -> {}
            case SINGLE -> singleKey(hash);
            case SEVERAL -> locateKeys();
        }
        keysUnlocked();
    }

    /** Says that the keys are locked no more: they have names, but no entries. */
    void keysUnlocked() {
        keys = ~keys();
    }

    /** Says that what locks were needed are taken. */
    void keysLocked() {
        keys = keys();
    }

    RegisteredCommand command() {
        return command;
    }

    /** {@return whether it waited and is tried again} */
    boolean triedBefore() {
        return firstWord == resumedAtWord;
    }

    /** {@return whether all keys of a request that this one has made are among its own} */
    boolean covers(CommandRequest called) {
        unusual = true;
        return locksAll() || (!called.locksAll() && callerKeys.cover(this, called));
    }

    /** {@return whether the whole keyspace has to be locked for it, as {@link #locateKeys} may have found out} */
    boolean locksAll() {
        return command.keys().isWhole(keyIndexes);
    }

    /** {@return the hash of a key found by {@link #locateKeys}} */
    long keyHash(int k) {
        int word = firstArgument + keyArgument(k);
        return singleKey ? singleHash : store.hash(batch.bytes(), batch.offset(word), batch.length(word));
    }

    /** Removes entries whose values the command has left empty. {@return how many changes it has made} */
    long settle() {
        return entries.settle() + elsewhere.settle();
    }

    /** {@return the entries that the command has changed, in the order of their keys} */
    List<StoredEntry> changed() {
        List<StoredEntry> changed = new ArrayList<>();
        entries.addChanged(changed);
        elsewhere.addChanged(changed);
        return changed;
    }

    /** {@return whether the command has changed anything} */
    boolean hasChanged() {
        return entries.dirty() || elsewhere.dirty();
    }

    /** {@return what it and those it has made have done} */
    RequestEffects effects() {
        unusual = true;
        return effects;
    }

    /** {@return what has made it; null if a client has} */
    @Nullable
    CommandRequest caller() {
        return caller;
    }

    @Override
    public void journal(Slice... words) {
        effects().journal(words);
    }

    /** Makes whatever the command kept of this request useless. */
    void release() {
        entries.release();
        elsewhere.release();
        if (unusual) {
            redacted.clear();
            callerKeys.clear();
            effects.clear();
            unusual = false;
        }
        slices.release(batch, arguments);
    }

    @Override
    public int size() {
        return arguments;
    }

    @Override
    public Slice arg(int index) {
        Objects.checkIndex(index, arguments);
        return point(slices.get(index, arguments), firstArgument + index);
    }

    private Slice point(Slice slice, int word) {
        SLICES.point(slice, batch.bytes(), batch.offset(word), batch.length(word));
        return slice;
    }

    @Override
    public int words() {
        return firstArgument - firstWord + arguments;
    }

    @Override
    public Slice word(int index) {
        Objects.checkIndex(index, words());
        int argument = index - (firstArgument - firstWord);
        return argument >= 0 ? arg(argument) : point(nameWord, firstWord + index);
    }

    @Override
    public void redact(int index) {
        Objects.checkIndex(index, arguments);
        redacted.set(index);
        unusual = true;
    }

    @Override
    public boolean redacted(int word) {
        Objects.checkIndex(word, words());
        int argument = word - (firstArgument - firstWord);
        return argument >= 0 && redacted.get(argument);
    }

    @Override
    public long longAt(int index, long defaultValue) {
        return index < arguments && arg(index).isLong() ? arg(index).asLong() : defaultValue;
    }

    @Override
    public int keys() {
        return keys >= 0 ? keys : ~keys;
    }

    @Override
    public Slice key(int k) {
        Objects.checkIndex(k, keys());
        return arg(keyArgument(k));
    }

    private int keyArgument(int k) {
        return singleKey ? command.keys().single() : keyIndexes.get(k);
    }

    @Override
    public Entry peek(int k) {
        StoredEntry entry = bind(entries, k, session.database());
        entry.onlyLook();
        return counted(entry);
    }

    @Override
    public Entry entry(int k) {
        return counted(bind(entries, k, session.database()));
    }

    @Override
    public Entry entry(int k, int database) {
        Objects.checkIndex(database, store.databases());
        return counted(bind(database == session.database() ? entries : elsewhere, k, database));
    }

    @Override
    public Entry lookUp(int k) {
        return count(bind(entries, k, session.database()));
    }

    private Entry counted(StoredEntry entry) {
        return command.readsOnly() ? count(entry) : entry;
    }

    private Entry count(StoredEntry entry) {
        // Subcommands look at keys for those who operate the server, as in Redis.
        if (!counters.lookedUp(entry.exists()) && command.nameWords() == 1) {
            consequences.missed(entry);
        }
        return entry;
    }

    private StoredEntry bind(EntryPool pool, int k, int database) {
        if (k < 0 || k >= keys) {
            throw noEntry(k);
        }
        int word = firstArgument + keyArgument(k);
        byte[] buffer = batch.bytes();
        int offset = batch.offset(word);
        int length = batch.length(word);
        long hash = singleKey ? singleHash : store.hash(buffer, offset, length);
        Shard shard = store.shard(store.shardIndex(hash));
        StoredEntry entry = pool.get(k, keys);
        // If it is asked for once more, what it has been through is not to be forgotten.
        if (!entry.useAgain(shard, database)) {
            entry.bind(shard, database, hash, buffer, offset, length, nowMillis);
        }
        return entry;
    }

    private RuntimeException noEntry(int k) {
        return keys < 0
                ? new IllegalStateException("the keys of " + command.fullName() + " are not locked here")
                : new IndexOutOfBoundsException(
                        "key " + k + " of " + command.fullName() + ", whose number of keys is " + keys);
    }

    @Override
    public ClientSession session() {
        return session;
    }

    @Override
    public boolean canBlock() {
        return caller == null && !batched;
    }

    @Override
    public void block(long untilMillis) {
        requireMayWait();
        session.suspension().begin(new Waiting(Waiting.Reason.COMMAND, untilMillis));
    }

    void requireMayWait() {
        requireRunning();
        if (!canBlock()) {
            throw new IllegalStateException(command.fullName() + " cannot block within another command");
        }
        if (session.suspension().waiting() != null || wait.tried()) {
            throw new IllegalStateException(command.fullName() + " waits already, or has waited for keys");
        }
    }

    @Override
    public int readyKey(ValueType<?> type, int count) {
        return wait.readyKey(type, count);
    }

    @Override
    public void blockOnKeys(ValueType<?> type, int count, long untilMillis) {
        wait.begin(type, count, untilMillis, Objects.requireNonNull(command.body(), "it runs"));
    }

    @Override
    public void blockOnChanges(int count, long untilMillis, Command then) {
        wait.begin(null, count, untilMillis, then);
    }

    @Override
    public void waitOn() {
        wait.waitOn();
    }

    /** {@return whether the command has said that the client is to wait} */
    boolean blocks() {
        return session.suspension().waiting() != null;
    }

    /** {@return whether a pause holds back what the command is to run: it will run again} */
    boolean heldBack() {
        Waiting waiting = session.suspension().waiting();
        return waiting != null && waiting.reason() == Waiting.Reason.PAUSE;
    }

    /** Takes {@link #block} back: the command has failed, and that is its answer. */
    void blockNot() {
        session.suspension().cancel();
    }

    @Override
    public void async(Duration limit, AsyncBody body) {
        requireRunning();
        AsyncStart.begin(this, limit, body);
    }

    /** Runs elsewhere what is to answer this request, if that is what the command has asked for. */
    void startAsync(PluginSide plugins) {
        AsyncCall call = session.suspension().asyncCall();
        if (call != null) {
            call.start(plugins.threads().apply(command.module()), (BitSet) redacted.clone());
        }
    }

    @Override
    public void call(CommandRef called, Reply into, Slice... arguments) {
        calls().into((ReplyWriter) into, this, (CalledCommand) called, arguments);
    }

    @Override
    public CallResult call(CommandRef called, Slice... arguments) {
        return calls().capture(this, (CalledCommand) called, arguments);
    }

    @Override
    public void keepIn(Batch kept) {
        requireBatches().keep(this, batch, firstWord, (KeptRequests) kept);
    }

    /** {@return whether it is about to run, so that nothing is locked for it} */
    boolean isOffered() {
        return keys < 0;
    }

    @Override
    public Batch.Outcome run(Batch kept, Reply into) {
        requireRunning();
        return requireBatches().run(this, (KeptRequests) kept, (ReplyWriter) into);
    }

    @Override
    public void watchKeys() {
        requireRunning();
        requireBatches().watch(this);
    }

    private BatchRuns requireBatches() {
        return Objects.requireNonNull(batches, "no batch is run by a command that another one runs");
    }

    private Calls calls() {
        requireRunning();
        return Objects.requireNonNull(calls, "told by the dispatcher");
    }

    void requireRunning() {
        if (keys < 0) {
            throw new IllegalStateException(
                    "only " + command.fullName() + " itself can do that, not an interceptor or a mode");
        }
    }

    @Override
    public boolean timedOut() {
        // Who is called cannot wait: it answers as if it had.
        return !canBlock() || triedBefore() || wait.over();
    }

    /** Says at which word the request begins that has waited and was tried again; -1 for none in this batch. */
    void resumedAt(int word) {
        resumedAtWord = word;
    }

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public String commandName() {
        return command.fullName();
    }

    @Override
    public CommandSpec spec() {
        return command.spec();
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public Keyspace keyspace() {
        KeyspaceAccess.require(this);
        return store;
    }

    /** {@return whether it is one of a batch for which some shards are locked, but not all} */
    boolean hasPartLocked() {
        return batched && !wholeBatch;
    }

    /** {@return what the request is a part of whose client waits for it, in words for errors; null if of nothing} */
    @Nullable
    String within() {
        return caller != null ? caller.command.fullName() : batched ? "exec" : null;
    }
}
