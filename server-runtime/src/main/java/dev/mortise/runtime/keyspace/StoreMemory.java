package dev.mortise.runtime.keyspace;

import java.util.function.ToLongFunction;

/** What the memory of a {@link Store} is used for, in bytes, shard by shard or in all. For any thread; about. */
public final class StoreMemory {

    private final Shard[] shards;

    StoreMemory(Shard[] shards) {
        this.shards = shards;
    }

    /**
     * {@return how much memory the data takes: outside the heap with what is dead, or what counts against the limit if
     * that is more, and the objects on the heap}
     */
    public long takenBytes() {
        return sum(shard -> Math.max(
                shard.account().countedBytes(),
                shard.activeBytes() + shard.account().heapBytes()));
    }

    /** {@return what the data counts against the memory limit} */
    public long countedBytes() {
        return sum(shard -> shard.account().countedBytes());
    }

    /** {@return what value objects and the index take of the heap} */
    public long heapBytes() {
        return sum(shard -> shard.account().heapBytes());
    }

    /** {@return what live entries and their index take outside the heap} */
    public long allocatedBytes() {
        return sum(Shard::allocatedBytes);
    }

    /** {@return the same with what is dead and not reclaimed yet} */
    public long activeBytes() {
        return sum(Shard::activeBytes);
    }

    /** {@return the memory behind it, with what is free and kept for reuse} */
    public long residentBytes() {
        return sum(Shard::residentBytes);
    }

    private long sum(ToLongFunction<Shard> figure) {
        long sum = 0;
        for (Shard shard : shards) {
            sum += figure.applyAsLong(shard);
        }
        return sum;
    }

    /**
     * {@return the same of one shard}
     *
     * @param index its number
     */
    public StoreMemory ofShard(int index) {
        return new StoreMemory(new Shard[] {shards[index]});
    }
}
