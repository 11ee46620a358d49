package dev.mortise.runtime.keyspace;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reaches keys for those who are no command of a client: timers, listeners, tasks of plugins.
 *
 * <p>Locks the shards of the keys in the order of their numbers, as commands do, and sees to the same consequences. A
 * thread that has locked some shards but not all might wait for another one that waits for it: it is refused. Whoever
 * has locked all goes on under these locks.
 */
final class OutsideAccess {

    private final Store store;

    OutsideAccess(Store store) {
        this.store = store;
    }

    <T extends @Nullable Object> T run(
            int database, List<Slice> keys, long nowMillis, boolean mayChange, Function<List<Entry>, T> body) {
        boolean locked = requireAllOrNothing();
        AccessClock clock =
                new AccessClock(store.limit(), ThreadLocalRandom.current().nextLong());
        clock.at(nowMillis);
        byte[][] names = new byte[keys.size()][];
        long[] hashes = new long[names.length];
        BitSet shards = new BitSet(store.shards());
        for (int k = 0; k < names.length; k++) {
            names[k] = keys.get(k).toBytes();
            hashes[k] = store.hash(names[k], 0, names[k].length);
            shards.set(store.shardIndex(hashes[k]));
        }
        shards.stream().forEach(shard -> store.shard(shard).lock());
        T result;
        try {
            List<StoredEntry> entries = new ArrayList<>(names.length);
            for (int k = 0; k < names.length; k++) {
                StoredEntry entry = new StoredEntry(clock);
                Shard shard = store.shard(store.shardIndex(hashes[k]));
                entry.bind(shard, database, hashes[k], names[k], 0, names[k].length, nowMillis);
                entries.add(entry);
            }
            try {
                result = body.apply(List.copyOf(entries));
            } finally {
                end(entries, nowMillis, mayChange);
            }
        } finally {
            shards.stream().forEach(shard -> store.shard(shard).unlock());
        }
        if (!locked) {
            store.tellChanges();
        }
        return result;
    }

    private void end(List<StoredEntry> entries, long nowMillis, boolean mayChange) {
        entries.forEach(StoredEntry::settle);
        List<StoredEntry> changed = entries.stream().filter(StoredEntry::dirty).toList();
        store.changed(changed, nowMillis);
        entries.forEach(StoredEntry::release);
        if (!mayChange && !changed.isEmpty()) {
            throw new IllegalStateException("an entry was changed that was only to be read: use Keyspace.write");
        }
    }

    /** {@return whether this thread has locked everything; if not, it has locked nothing} */
    private boolean requireAllOrNothing() {
        int mine = 0;
        for (int i = 0; i < store.shards(); i++) {
            if (store.shard(i).isLockedByThisThread()) {
                mine++;
            }
        }
        if (mine != 0 && mine != store.shards()) {
            throw new IllegalStateException(
                    "the keyspace cannot be reached from within a command that declares keys, or"
                            + " whatever else has locked some: use the entries at hand, or declare KeySpec.all");
        }
        return mine != 0;
    }
}
