package dev.mortise.runtime.keyspace;

import org.jspecify.annotations.Nullable;

/** Where an entry was found; reused for the next. Holds until the version of its table changes. */
final class Place {

    @Nullable
    Bucket bucket;
    /** -1 if there is no entry. */
    int slot = -1;

    long block;

    boolean isPresent() {
        return slot >= 0;
    }

    /** {@return the bucket of an entry that is present} */
    Bucket requireBucket() {
        Bucket found = bucket;
        if (found == null) {
            throw new IllegalStateException("there is no entry here");
        }
        return found;
    }

    void at(Bucket newBucket, int newSlot, long newBlock) {
        bucket = newBucket;
        slot = newSlot;
        block = newBlock;
    }

    void nowhere() {
        bucket = null;
        slot = -1;
    }
}
