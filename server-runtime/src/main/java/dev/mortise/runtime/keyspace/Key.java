package dev.mortise.runtime.keyspace;

/** A key with its hash, lying in somebody's array; reused for the next. */
final class Key {

    private static final byte[] NOTHING = {};

    byte[] bytes = NOTHING;
    int offset;
    int length;
    long hash;

    void point(byte[] array, int from, int count, long hashOfIt) {
        bytes = array;
        offset = from;
        length = count;
        hash = hashOfIt;
    }

    /** Lets go of the array. */
    void clear() {
        bytes = NOTHING;
        offset = 0;
        length = 0;
    }
}
