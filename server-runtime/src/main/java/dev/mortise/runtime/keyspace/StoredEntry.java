package dev.mortise.runtime.keyspace;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostEntry;
import org.jspecify.annotations.Nullable;

/** One key of a locked shard, reusable for the next. (Signatures first; the inside follows.) */
public final class StoredEntry implements HostEntry {

    /**
     * An entry that is bound to no key yet.
     *
     * @param store whose keys it will be bound to
     */
    @SuppressWarnings("UnusedVariable")
    public StoredEntry(Store store) {}

    /**
     * Binds it to a key, whose shard is locked by this thread and stays so while it is used.
     *
     * @param shard the shard of the key
     * @param database the number of the database
     * @param hash the hash of the key
     * @param key where the key lies; not copied, must not change while bound
     * @param offset of the key's first byte
     * @param length of the key
     * @param nowMillis the time that counts while bound
     */
    @SuppressWarnings("checkstyle:parameternumber") // Called once per key of every request: nothing to carry them in.
    public void bind(Shard shard, int database, long hash, byte[] key, int offset, int length, long nowMillis) {
        throw new UnsupportedOperationException();
    }

    /** Forgets the key, so that a reference kept too long fails instead of harming. */
    public void release() {
        throw new UnsupportedOperationException();
    }

    /** {@return whether the entry was changed since it was bound or {@link #resetDirty} was called} */
    public boolean dirty() {
        throw new UnsupportedOperationException();
    }

    /** Forgets that it was changed. */
    public void resetDirty() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean exists() {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable ValueType<?> type() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V> @Nullable V get(ValueType<V> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V> V getOrCreate(ValueType<V> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V> void set(ValueType<V> type, V value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V> void set(ValueType<V> type, V value, long expireAtMillis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setInteger(long value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(int offset, Slice bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changed() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long expireAtMillis() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void expireAtMillis(long instant) {
        throw new UnsupportedOperationException();
    }
}
