package dev.mortise.runtime.keyspace;

/** The slice of the keyspace behind one lock. (Signatures first; the inside follows.) */
@SuppressWarnings("DoNotCallSuggester")
public final class Shard {

    Shard() {}

    /** Waits until the shard is this thread's; the same thread may lock it again. */
    public void lock() {
        throw new UnsupportedOperationException();
    }

    /** Gives the shard back. The outermost call first does a bounded bit of housekeeping. */
    public void unlock() {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads what a look-up of a key will probably read, so that it is in the cache by then. Needs no lock, promises
     * nothing, never throws.
     *
     * @param database the number of the database
     * @param hash the hash of the key
     * @return something to add up, so that the reads are not optimised away
     */
    public int touch(int database, long hash) {
        throw new UnsupportedOperationException();
    }

    /** {@return how often anything in this shard was changed; grows only} Read under the lock, or as an estimate. */
    public long modifications() {
        throw new UnsupportedOperationException();
    }
}
