package dev.mortise.lists;

/**
 * Some elements of a list that follow each other.
 *
 * @param first the index of the first one, from 0 to the number of elements
 * @param size how many they are
 */
record IndexRange(long first, long size) {

    /**
     * {@return the elements between two indexes, both included}
     *
     * @param start the one, from the end if negative
     * @param stop the other, from the end if negative
     * @param length how many elements the list has
     */
    static IndexRange of(long start, long stop, long length) {
        long first = Math.max(0, start < 0 ? start + length : start);
        long last = Math.min(length - 1, stop < 0 ? stop + length : stop);
        return first > last ? new IndexRange(length, 0) : new IndexRange(first, last - first + 1);
    }
}
