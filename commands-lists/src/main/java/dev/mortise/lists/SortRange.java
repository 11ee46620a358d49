package dev.mortise.lists;

/**
 * What {@code LIMIT} leaves of the elements.
 *
 * @param first how many are passed over
 * @param size how many there are then
 */
record SortRange(long first, long size) {

    /**
     * {@return the part of a number of elements}
     *
     * @param offset how many to pass over, none if negative
     * @param count how many there may be then, all if negative
     * @param size how many there are
     */
    static SortRange of(long offset, long count, long size) {
        long first = Math.clamp(offset, 0, size);
        long left = size - first;
        return new SortRange(first, count < 0 ? left : Math.min(count, left));
    }
}
