package dev.mortise.runtime.consequence;

import dev.mortise.api.Entry;
import dev.mortise.api.JournalListener;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyEvent.Kind;
import dev.mortise.api.KeyListener;
import dev.mortise.api.Request;
import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.blocking.KeyLines;
import dev.mortise.runtime.isolation.PluginFailures;
import dev.mortise.runtime.keyspace.EntryChanges;
import dev.mortise.runtime.keyspace.KeyspaceChanges;
import dev.mortise.runtime.keyspace.StoredEntry;
import dev.mortise.runtime.watching.KeyWatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the change of an entry: events for those who listen, units for the journal, a turn for commands
 * that wait for it, a mark for sessions that watch it.
 *
 * <p><b>The one place.</b> All changes come here, and from here they go to whoever has to know: those of commands from
 * the dispatcher, all others (entries that end or make room, whole databases, what timers write) from the keyspace.
 * They come while their keys are locked. Nobody calls anything here as long as nobody listens or
 * waits.
 *
 * <p><b>What the journal gets.</b> A command as it was sent, if that has the same outcome when it is done again; what
 * has become of its keys, if its spec says so, or if it has failed half way; what it has said itself, if it has. An
 * entry that ended or made room is a unit of its own, before the unit of the command that met it.
 *
 * <p>For all threads.
 */
public final class Consequences implements KeyspaceChanges {

    private static final Slice DEL = Slice.of("DEL");
    private static final Slice SET = Slice.of("SET");
    private static final Slice PXAT = Slice.of("PXAT");
    private static final Slice PEXPIREAT = Slice.of("PEXPIREAT");
    private static final Slice PERSIST = Slice.of("PERSIST");

    private final KeyEvents events = new KeyEvents();
    private final Journal journal;
    private final KeyLines lines;
    private final KeyWatches watches;
    private final LongSupplier nowMillis;

    /**
     * Consequences that nobody is told of yet.
     *
     * @param lines the commands that wait for keys
     * @param watches the keys that sessions watch
     * @param failures counts what listeners of the journal throw
     * @param nowMillis the time, for what happens outside of commands
     */
    public Consequences(KeyLines lines, KeyWatches watches, PluginFailures failures, LongSupplier nowMillis) {
        this.lines = lines;
        this.watches = watches;
        this.journal = new Journal(failures);
        this.nowMillis = nowMillis;
    }

    /** Tells a listener events of these kinds from now on, and no others. */
    public void listen(Set<Kind> kinds, KeyListener listener) {
        events.listen(kinds, listener);
    }

    /** Begins to hand all changes to a listener of a module. */
    public void listen(JournalListener listener, Server.Module module) {
        journal.listen(listener, module);
    }

    /** {@return the commands that wait for keys} */
    public KeyLines lines() {
        return lines;
    }

    /** {@return the keys that sessions watch} */
    public KeyWatches watches() {
        return watches;
    }

    /** {@return whether there is a journal} */
    public boolean journals() {
        return journal.hasListeners();
    }

    /** {@return whether changes concern anybody} */
    @Override
    public boolean wanted() {
        return events.hasListeners() || journal.hasListeners() || lines.awaited() || watches.any();
    }

    /** {@return why nothing may be written at present, or null if it may} */
    public @Nullable ServerError refusal() {
        return journal.refusal();
    }

    // ---- commands

    /** Called before a command that has locked all shards: what it does is one unit, whatever it calls. */
    public void beginWhole() {
        journal.gather();
    }

    /** Called after a command that has locked all shards. */
    public void endWhole(long millis) {
        journal.handOver(millis);
    }

    /**
     * A command has changed something. Its keys are locked.
     *
     * @param request the command
     * @param changed the entries that were changed, in the order of their keys
     * @param said what it wants the journal to get in its place; null if nothing
     * @param unit gets what the journal is to get; null if there is none
     */
    public void command(
            Request request,
            List<StoredEntry> changed,
            @Nullable List<List<Slice>> said,
            @Nullable CommandEffects unit) {
        if (events.hasListeners()) {
            announce(changed, request.spec().event());
        }
        if (unit != null) {
            journal(request, changed, said, unit);
        }
        noteChanged(changed);
    }

    private void noteChanged(List<StoredEntry> changed) {
        changed.forEach(lines::changed);
        changed.forEach(watches::changed);
    }

    private static void journal(
            Request request, List<StoredEntry> changed, @Nullable List<List<Slice>> said, CommandEffects unit) {
        int database = request.session().database();
        if (unit.tellsOutcomes() || (said == null && request.spec().journalsOutcome())) {
            for (StoredEntry entry : changed) {
                Slice key = Slice.of(entry.keyBytes());
                boolean whole = entry.type() == null || !entry.history().onlyExpiry();
                if (unit.tellsOutcomes()) {
                    unit.outcome(entry.database(), key, whole, outcome(entry));
                } else {
                    unit.command(outcome(entry));
                }
            }
        } else if (said != null) {
            said.forEach(words -> unit.command(new Effect.Words(database, words)));
        } else {
            List<Slice> words = new ArrayList<>(request.words());
            for (int i = 0; i < request.words(); i++) {
                words.add(Slice.of(request.word(i).toBytes()));
            }
            unit.command(new Effect.Words(database, words));
        }
    }

    /**
     * A command of a client is done, and so are those it has called; or one of these, if it has locked everything. The
     * keys are still locked.
     *
     * @param unit what they have done
     * @param millis the time at which
     */
    public void completed(CommandEffects unit, long millis) {
        journal.add(unit.take(), millis);
    }

    private static List<Effect> outcomes(List<StoredEntry> changed) {
        return changed.stream().map(Consequences::outcome).toList();
    }

    /** {@return what puts the key of an entry into the state it is in} */
    private static Effect outcome(StoredEntry entry) {
        int database = entry.database();
        Slice key = Slice.of(entry.keyBytes());
        ValueType<?> type = entry.type();
        if (type == null) {
            return new Effect.Words(database, List.of(DEL, key));
        }
        long expireAtMillis = entry.expireAtMillis();
        if (entry.history().onlyExpiry()) {
            return expireAtMillis == Entry.NEVER
                    ? new Effect.Words(database, List.of(PERSIST, key))
                    : new Effect.Words(database, List.of(PEXPIREAT, key, Slice.of(Long.toString(expireAtMillis))));
        }
        Slice string = type.equals(Types.STRING) ? entry.get(Types.STRING) : null;
        if (string == null) {
            return value(entry, key, type, expireAtMillis);
        }
        Slice value = Slice.of(string.toBytes());
        return expireAtMillis == Entry.NEVER
                ? new Effect.Words(database, List.of(SET, key, value))
                : new Effect.Words(database, List.of(SET, key, value, PXAT, Slice.of(Long.toString(expireAtMillis))));
    }

    private static <V> Effect value(StoredEntry entry, Slice key, ValueType<V> type, long expireAtMillis) {
        V value = entry.get(type);
        if (value == null) {
            throw new IllegalStateException("an entry without a value");
        }
        return new Effect.Value<>(entry.database(), key, type, value, expireAtMillis);
    }

    // ---- events

    private void announce(List<StoredEntry> changed, String command) {
        for (StoredEntry entry : changed) {
            // To Redis a value that moves is there before it has moved.
            if (entry.history().movedHere()) {
                event(Kind.NEW, "new", entry);
            }
        }
        for (StoredEntry entry : changed) {
            announce(entry, command);
        }
    }

    private void announce(StoredEntry entry, String command) {
        EntryChanges changes = entry.history();
        if (changes.created() && !changes.movedHere()) {
            event(Kind.NEW, "new", entry);
        }
        if (changes.written()) {
            ValueType<?> type = changes.emptied() == null ? entry.type() : changes.emptied();
            String named = changes.event();
            event(type == null ? Kind.GENERIC : Kind.of(type), named == null ? command : named, entry);
        }
        if (changes.expires()) {
            event(Kind.GENERIC, "expire", entry);
        }
        if (changes.persists()) {
            event(Kind.GENERIC, "persist", entry);
        }
        if (changes.lapsed()) {
            event(Kind.EXPIRED, "expired", entry);
        }
        if (changes.gone()) {
            event(Kind.GENERIC, "del", entry);
        }
        if (changes.movedAway()) {
            event(Kind.GENERIC, changes.elsewhere() ? "move_from" : "rename_from", entry);
        }
        if (changes.movedHere()) {
            event(Kind.GENERIC, changes.elsewhere() ? "move_to" : "rename_to", entry);
        }
        if (changes.copiedHere()) {
            event(Kind.GENERIC, "copy_to", entry);
        }
    }

    private void event(Kind kind, String name, StoredEntry entry) {
        if (events.wants(kind)) {
            events.add(new KeyEvent(kind, name, entry.database(), Slice.of(entry.keyBytes())));
        }
    }

    /** A command has asked for the value of a key that is not there. The key is locked. */
    public void missed(StoredEntry entry) {
        event(Kind.MISSED, "keymiss", entry);
    }

    // ---- what no command declares

    @Override
    public void lapsed(int database, byte[] key) {
        removed(Kind.EXPIRED, "expired", database, key);
    }

    @Override
    public void evicted(int database, byte[] key) {
        removed(Kind.EVICTED, "evicted", database, key);
    }

    private void removed(Kind kind, String name, int database, byte[] key) {
        Slice slice = Slice.of(key);
        if (events.wants(kind)) {
            events.add(new KeyEvent(kind, name, database, slice));
        }
        journal.add(List.of(new Effect.Words(database, List.of(DEL, slice))), nowMillis.getAsLong());
        lines.removed(database, slice);
        watches.removed(database, slice);
    }

    @Override
    public void cleared(int database) {
        journal.add(List.of(new Effect.Words(database, List.of(Slice.of("FLUSHDB")))), nowMillis.getAsLong());
        replaced(database);
    }

    private void replaced(int database) {
        lines.replaced(database);
        watches.replaced(database);
    }

    @Override
    public void swapped(int first, int second) {
        List<Slice> words =
                List.of(Slice.of("SWAPDB"), Slice.of(Integer.toString(first)), Slice.of(Integer.toString(second)));
        journal.add(List.of(new Effect.Words(0, words)), nowMillis.getAsLong());
        replaced(first);
        replaced(second);
    }

    @Override
    public void loaded(int databases) {
        for (int database = 0; database < databases; database++) {
            replaced(database);
        }
    }

    @Override
    public void changed(List<StoredEntry> entries, long millis) {
        announce(entries, "set");
        if (journal.hasListeners()) {
            journal.add(outcomes(entries), millis);
        }
        noteChanged(entries);
    }

    @Override
    public void unlocked() {
        lines.serve();
        events.tell();
    }
}
