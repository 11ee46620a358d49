package dev.mortise.runtime.keyspace;

import dev.mortise.api.internal.HostKeyspace;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All keys of the server. (Signatures first; the inside follows.) */
public final class Store implements HostKeyspace, AutoCloseable {

    /**
     * An empty keyspace.
     *
     * @param settings its layout
     * @param nowMillis the clock, for what is called outside of commands
     */
    @SuppressWarnings("UnusedVariable")
    public Store(StoreSettings settings, LongSupplier nowMillis) {
        throw new UnsupportedOperationException();
    }

    /**
     * {@return the hash of a key, different in every process}
     *
     * @param bytes where the key lies
     * @param offset of its first byte
     * @param length of the key
     */
    public long hash(byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** {@return the number of shards, a power of two} */
    public int shards() {
        throw new UnsupportedOperationException();
    }

    /**
     * {@return the number of the shard of a key}
     *
     * @param hash the hash of the key
     */
    public int shardIndex(long hash) {
        throw new UnsupportedOperationException();
    }

    /**
     * {@return a shard}
     *
     * @param index its number, from 0
     */
    public Shard shard(int index) {
        throw new UnsupportedOperationException();
    }

    /** Locks every shard, in the order of their numbers. */
    public void lockAll() {
        throw new UnsupportedOperationException();
    }

    /** Unlocks every shard. */
    public void unlockAll() {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes entries whose time is over. Call it every few milliseconds from one thread that holds no lock.
     *
     * @param nowMillis the time
     * @param budgetNanos about how long it may take; the next call goes on where this one stopped
     * @return how many were removed
     */
    public long expireCycle(long nowMillis, long budgetNanos) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tidies up: moves entries together and gives memory back to the operating system. Call it when idle, from one
     * thread that holds no lock.
     *
     * @param budgetNanos about how long it may take
     * @return whether there is more to do
     */
    public boolean maintain(long budgetNanos) {
        throw new UnsupportedOperationException();
    }

    /** {@return how many entries ended because their time was over, so far} */
    public long expiredKeys() {
        throw new UnsupportedOperationException();
    }

    /** {@return how many bytes the entries, their index and their value objects take} */
    public long usedBytes() {
        throw new UnsupportedOperationException();
    }

    /** {@return how many bytes of the reserved address space are backed by memory} */
    public long residentBytes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int databases() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long size(int database) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long expiring(int database) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long scan(int database, long cursor, int count, Visitor visitor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte @Nullable [] randomKey(int database) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long clear(int database) {
        throw new UnsupportedOperationException();
    }

    /** Gives all memory back. Whatever is called afterwards throws {@link IllegalStateException}. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
