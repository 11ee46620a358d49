package dev.mortise.runtime.watching;

import dev.mortise.api.Slice;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sessions watch, to find out whether somebody changes them: {@code WATCH}.
 *
 * <p><b>How.</b> For each shard there is a table of the keys watched in it, with those who watch each. Whatever changes
 * a key is reported here with the key locked, by whoever reports all changes, and marks all who watch it. That is all:
 * who watches looks at his own mark.
 *
 * <p><b>When it is looked at.</b> With the watched keys locked, together with those of what is about to be done. The
 * locks of the latter alone would not do: of two who each watch what the other one is about to change, both could look
 * before either has changed anything, and both go on.
 *
 * <p>That a key has ended, though nobody came by, is seen from the instant at which it was to end when watching began:
 * as long as there is no mark it still is. A key that had ended by then is looked for, and so removed, before it is
 * watched.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The table of a shard is touched only with the shard locked.
 *   <li>A session that has marked nothing has found, of each key it watches, what is there now or was there until its
 *       time was over.
 * </ol>
 *
 * <p><b>Cost.</b> Who changes something while nobody watches pays the branch that all consequences have in common;
 * while somebody watches a key of the same shard, a look-up. An exchange of databases looks at all that is watched.
 *
 * <p><b>Instead of.</b> A version of each entry, compared in the end, would cost nothing while a key is watched; but
 * memory in each entry and, for what was removed and made anew, a count that outlives the entry.
 *
 * <p>For all threads.
 */
public final class KeyWatches {

    private final Store store;
    private final LongSupplier nowMillis;
    private final Runnable watchedOrNot;
    private final List<Map<WatchedName, List<WatchedKey>>> tables = new ArrayList<>();
    private volatile int watched;

    /**
     * Nothing is watched.
     *
     * @param store the keyspace
     * @param nowMillis the time
     * @param watchedOrNot is run when the first key is watched and when none is any more, under the locks of shards
     */
    public KeyWatches(Store store, LongSupplier nowMillis, Runnable watchedOrNot) {
        this.store = store;
        this.nowMillis = nowMillis;
        this.watchedOrNot = watchedOrNot;
        for (int i = 0; i < store.shards(); i++) {
            tables.add(new HashMap<>());
        }
    }

    /** {@return what a session watches: nothing yet} */
    public KeyWatch begin() {
        return new KeyWatch(this);
    }

    /** {@return whether anything is watched} */
    public boolean any() {
        return watched > 0;
    }

    private synchronized void count(int more) {
        boolean before = any();
        watched += more;
        if (before != any()) {
            watchedOrNot.run();
        }
    }

    // ---- coming and going

    /** {@return whether it was not watched before} Its key is locked. */
    @SuppressWarnings("ReferenceEquality") // A watch is itself.
    boolean add(WatchedKey key) {
        List<WatchedKey> same = near(key.hash()).computeIfAbsent(key.name(), _ -> new ArrayList<>(1));
        for (WatchedKey each : same) {
            if (each.watch() == key.watch()) {
                return false;
            }
        }
        same.add(key);
        count(1);
        return true;
    }

    /** Takes keys of one session out. */
    void remove(List<WatchedKey> keys) {
        for (WatchedKey key : keys) {
            Shard shard = store.shard(store.shardIndex(key.hash()));
            shard.lock();
            try {
                Map<WatchedName, List<WatchedKey>> near = near(key.hash());
                List<WatchedKey> same = near.get(key.name());
                if (same != null && same.remove(key) && same.isEmpty()) {
                    near.remove(key.name());
                }
            } finally {
                shard.unlock();
            }
        }
        if (!keys.isEmpty()) {
            count(-keys.size());
        }
    }

    // ---- changes

    /** An entry was changed, and is locked. */
    public void changed(StoredEntry entry) {
        Map<WatchedName, List<WatchedKey>> near = near(entry.keyHash());
        if (!near.isEmpty()) {
            mark(near.get(new WatchedName(entry.database(), Slice.of(entry.keyBytes()))));
        }
    }

    /**
     * A key ended, or made room, and is locked.
     *
     * @param database the number of its database
     * @param key the key
     */
    public void removed(int database, Slice key) {
        if (any()) {
            byte[] bytes = key.toBytes();
            mark(near(store.hash(bytes, 0, bytes.length)).get(new WatchedName(database, key)));
        }
    }

    private static void mark(@Nullable List<WatchedKey> keys) {
        if (keys != null) {
            for (WatchedKey key : keys) {
                key.watch().change();
            }
        }
    }

    /**
     * A database has other contents now: what was there is gone, and what is there has come. All shards are locked.
     *
     * @param database its number
     */
    public void replaced(int database) {
        if (!any()) {
            return;
        }
        for (Map<WatchedName, List<WatchedKey>> near : tables) {
            near.forEach((name, keys) -> {
                if (name.database() == database) {
                    boolean exists = exists(keys.getFirst());
                    for (WatchedKey key : keys) {
                        if (exists || key.existed()) {
                            key.watch().change();
                        }
                    }
                }
            });
        }
    }

    private boolean exists(WatchedKey watchedKey) {
        byte[] key = watchedKey.name().key().toBytes();
        Shard shard = store.shard(store.shardIndex(watchedKey.hash()));
        StoredEntry entry = new StoredEntry();
        entry.bind(shard, watchedKey.name().database(), watchedKey.hash(), key, 0, key.length, nowMillis.getAsLong());
        entry.onlyLook();
        return entry.exists();
    }

    private Map<WatchedName, List<WatchedKey>> near(long hash) {
        return tables.get(store.shardIndex(hash));
    }
}
