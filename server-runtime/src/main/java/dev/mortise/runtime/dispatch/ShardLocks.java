package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.keyspace.ReadAhead;
import dev.mortise.runtime.keyspace.Store;

/**
 * The shards that one request with several keys has locked: always in the order of their numbers, so that two requests
 * can never wait for each other. Reused; belongs to its event loop.
 */
final class ShardLocks {

    private static final int BITS = 64;

    private final Store store;
    private final ReadAhead readAhead;
    private final long[] wanted;

    ShardLocks(Store store) {
        this.store = store;
        this.readAhead = store.readAhead();
        this.wanted = new long[(store.shards() + BITS - 1) / BITS];
    }

    void add(int shard) {
        wanted[shard / BITS] |= 1L << shard;
    }

    /**
     * Adds the shards that a request needs whose keys are {@linkplain CommandRequest#locateKeys located}, and
     * {@linkplain ReadAhead reads ahead} where the keys will be looked up.
     */
    void addShardsOf(CommandRequest request) {
        int all = request.locksAll() ? store.shards() : 0;
        for (int shard = 0; shard < all; shard++) {
            add(shard);
        }
        boolean ahead = request.keys() >= ReadAhead.FEWEST_KEYS;
        int database = request.session().database();
        for (int k = 0; k < request.keys(); k++) {
            long hash = request.keyHash(k);
            add(store.shardIndex(hash));
            if (ahead) {
                readAhead.add(database, hash);
            }
        }
        if (ahead) {
            readAhead.read();
        }
    }

    /** Adds shards, a bit for each. */
    void addAll(long[] shards) {
        for (int word = 0; word < wanted.length; word++) {
            wanted[word] |= shards[word];
        }
    }

    void lock() {
        for (int word = 0; word < wanted.length; word++) {
            for (long rest = wanted[word]; rest != 0; rest &= rest - 1) {
                store.shard(word * BITS + Long.numberOfTrailingZeros(rest)).lock();
            }
        }
    }

    /** Unlocks them, and forgets them. */
    void unlock() {
        for (int word = 0; word < wanted.length; word++) {
            for (long rest = wanted[word]; rest != 0; rest &= rest - 1) {
                store.shard(word * BITS + Long.numberOfTrailingZeros(rest)).unlock();
            }
            wanted[word] = 0;
        }
    }
}
