package dev.mortise.runtime.dispatch;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.HostRequest;
import dev.mortise.api.internal.SliceAccess;
import dev.mortise.runtime.command.KeyIndexes;
import dev.mortise.runtime.command.KeyLocator;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.keyspace.AccessClock;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoredEntry;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.session.Waiting;
import dev.mortise.runtime.statistics.LoopStatistics;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The request that the running command sees: one object per event loop, pointed at one request after the other.
 *
 * <p>Arguments and entries are handed out from pools that grow to the largest request and shrink again after an
 * unusually large one, so that an ordinary command allocates nothing. Not thread-safe; belongs to its event loop.
 */
final class CommandRequest implements HostRequest, KeyLocator.Arguments {

    /** How many slices are kept between requests. */
    private static final int KEPT = 256;

    private static final SliceAccess SLICES = SliceAccess.instance();

    private final Server server;
    private final Store store;
    private final LoopStatistics counters;
    private final AccessClock clock;
    private final KeyIndexes keyIndexes = new KeyIndexes();
    private final Slice nameWord = SLICES.unpointed();
    private final BitSet redacted = new BitSet();
    private boolean anyRedacted;
    private final EntryPool entries;
    /** Those of other databases than the client's. */
    private final EntryPool elsewhere;

    private Slice[] slices = new Slice[0];

    private RequestBatch batch;
    private int firstWord;
    private int firstArgument;
    private int arguments;
    private RegisteredCommand command;
    private ClientSession session;
    private long nowMillis;
    private long singleHash;
    private int keys;
    private boolean singleKey;
    private int resumedAtWord = -1;

    @SuppressWarnings("NullAway.Init") // pointed at a request before any command can see it
    CommandRequest(Server server, Store store, LoopStatistics counters) {
        this.server = server;
        this.store = store;
        this.counters = counters;
        this.clock = new AccessClock(store.limit(), ThreadLocalRandom.current().nextLong());
        this.entries = new EntryPool(clock);
        this.elsewhere = new EntryPool(clock);
        growSlices(KEPT);
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

    /** {@return the hash of a key found by {@link #locateKeys}} */
    long keyHash(int k) {
        int word = firstArgument + keyIndexes.get(k);
        return store.hash(batch.bytes(), batch.offset(word), batch.length(word));
    }

    /** {@return how many changes the command has made} */
    int changes() {
        return entries.changes() + elsewhere.changes();
    }

    /** Makes whatever the command kept of this request useless. */
    void release() {
        entries.release();
        elsewhere.release();
        if (anyRedacted) {
            redacted.clear();
            anyRedacted = false;
        }
        if (slices.length > KEPT) {
            slices = Arrays.copyOf(slices, KEPT);
        }
    }

    @Override
    public int size() {
        return arguments;
    }

    @Override
    public Slice arg(int index) {
        Objects.checkIndex(index, arguments);
        if (index >= slices.length) {
            growSlices(Math.min(arguments, Math.max(index + 1, slices.length * 2)));
        }
        return point(slices[index], firstArgument + index);
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
        anyRedacted = true;
    }

    /** {@return whether some argument must not be shown} */
    boolean isRedacted() {
        return anyRedacted;
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
        return keys;
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

    private Entry counted(StoredEntry entry) {
        if (command.readsOnly()) {
            counters.lookedUp(entry.exists());
        }
        return entry;
    }

    private StoredEntry bind(EntryPool pool, int k, int database) {
        Objects.checkIndex(k, keys);
        int word = firstArgument + (singleKey ? command.keys().single() : keyIndexes.get(k));
        byte[] buffer = batch.bytes();
        int offset = batch.offset(word);
        int length = batch.length(word);
        long hash = singleKey ? singleHash : store.hash(buffer, offset, length);
        Shard shard = store.shard(store.shardIndex(hash));
        StoredEntry entry = pool.get(k, keys);
        entry.bind(shard, database, hash, buffer, offset, length, nowMillis);
        return entry;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public void block(long untilMillis) {
        session.await(new Waiting(Waiting.Reason.COMMAND, untilMillis));
    }

    /** {@return whether the command has said that the client is to wait} */
    boolean blocks() {
        return session.waiting() != null;
    }

    /** Takes {@link #block} back: the command has failed, and that is its answer. */
    void blockNot() {
        session.goOn();
    }

    @Override
    public boolean timedOut() {
        return firstWord == resumedAtWord;
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
    public CommandSpec spec() {
        return command.spec();
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public Keyspace keyspace() {
        KeyLocator.Shape shape = command.keys().shape();
        if (shape != KeyLocator.Shape.NONE && shape != KeyLocator.Shape.ALL) {
            throw new IllegalStateException(command.fullName()
                    + " declares particular keys, which entry(k) reaches; for the whole keyspace declare KeySpec.all");
        }
        return store;
    }

    private void growSlices(int size) {
        int from = slices.length;
        slices = Arrays.copyOf(slices, size);
        for (int i = from; i < size; i++) {
            slices[i] = SLICES.unpointed();
        }
    }
}
