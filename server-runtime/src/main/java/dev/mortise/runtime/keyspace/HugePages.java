package dev.mortise.runtime.keyspace;

/**
 * Has the memory of shards backed by huge pages, one a call.
 *
 * <p>For one thread, which holds no lock.
 */
final class HugePages {

    /** A system that refuses so often in a row has no huge pages to give, now or at all. */
    private static final int MOST_REFUSALS = 64;

    private final Shard[] shards;
    private final AddressSpace space;
    private int next;
    private int refusals;

    HugePages(Shard[] shards, AddressSpace space) {
        this.shards = shards;
        this.space = space;
    }

    /** Finds a part of the memory that is worth it, and asks the system. */
    void useOne() {
        for (int i = 0; i < shards.length && refusals < MOST_REFUSALS; i++) {
            Shard shard = shards[next];
            shard.lock();
            long offset;
            try {
                offset = shard.claimHugePage();
            } finally {
                shard.unlock();
            }
            if (offset >= 0) {
                refusals = space.useHugePage(offset) ? 0 : refusals + 1;
                return;
            }
            next = (next + 1) % shards.length;
        }
    }
}
