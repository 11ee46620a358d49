package dev.mortise.runtime.keyspace;

/**
 * The best candidates for eviction among all that were looked at lately, best last.
 *
 * <p><b>Why.</b> The worst of five random keys is a poor guess. Those that were nearly the worst are remembered, and
 * compete with the next five: so the choice comes close to the worst of all, for a few hundred bytes.
 *
 * <p>A candidate is a hash and where its entry lay. Whether the entry is still there, and still as little used, is to
 * be looked at before it is evicted; nothing here is told when it is not. Of equal ones the one that has waited longest
 * goes first: it had the most time to be used, and was not.
 *
 * <p>Not thread-safe; belongs to its {@link Eviction}.
 */
final class EvictionPool {

    static final int SIZE = 16;

    private final long[] scores = new long[SIZE];
    private final long[] hashes = new long[SIZE];
    private final long[] blocks = new long[SIZE];
    private final int[] shards = new int[SIZE];
    private final int[] databases = new int[SIZE];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }

    /** {@return whether an entry with this score would be kept} */
    boolean wants(long score) {
        return count < SIZE || score > scores[0];
    }

    /**
     * Adds a candidate, in place of the worst if there are too many.
     *
     * @param score the higher, the sooner it is to be evicted
     */
    void add(long score, long hash, long block, int shard, int database) {
        if (!wants(score) || contains(hash, shard, database)) {
            return;
        }
        int at = count;
        if (count == SIZE) {
            remove(0);
            at = count;
        }
        while (at > 0 && scores[at - 1] >= score) {
            move(at - 1, at);
            at--;
        }
        scores[at] = score;
        hashes[at] = hash;
        blocks[at] = block;
        shards[at] = shard;
        databases[at] = database;
        count++;
    }

    private boolean contains(long hash, int shard, int database) {
        for (int i = 0; i < count; i++) {
            if (hashes[i] == hash && shards[i] == shard && databases[i] == database) {
                return true;
            }
        }
        return false;
    }

    private void remove(int index) {
        count--;
        for (int i = index; i < count; i++) {
            move(i + 1, i);
        }
    }

    private void move(int from, int to) {
        scores[to] = scores[from];
        hashes[to] = hashes[from];
        blocks[to] = blocks[from];
        shards[to] = shards[from];
        databases[to] = databases[from];
    }

    /** Takes the best candidate out; what follows tells about it until the next is added. */
    void takeBest() {
        count--;
    }

    long score() {
        return scores[count];
    }

    long hash() {
        return hashes[count];
    }

    long block() {
        return blocks[count];
    }

    int shard() {
        return shards[count];
    }

    int database() {
        return databases[count];
    }
}
