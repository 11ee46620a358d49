package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.keyspace.Store;

/**
 * The shards that one request with several keys has locked: always in the order of their numbers, so that two requests
 * can never wait for each other. Reused; belongs to its event loop.
 */
final class ShardLocks {

    private static final int BITS = 64;

    private final Store store;
    private final long[] wanted;

    ShardLocks(Store store) {
        this.store = store;
        this.wanted = new long[(store.shards() + BITS - 1) / BITS];
    }

    void add(int shard) {
        wanted[shard / BITS] |= 1L << shard;
    }

    /** Adds the shards that a request needs whose keys are {@linkplain CommandRequest#locateKeys located}. */
    void addShardsOf(CommandRequest request) {
        int all = request.locksAll() ? store.shards() : 0;
        for (int shard = 0; shard < all; shard++) {
            add(shard);
        }
        for (int k = 0; k < request.keys(); k++) {
            add(store.shardIndex(request.keyHash(k)));
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
