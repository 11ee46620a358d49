package dev.mortise.lists;

import java.util.function.LongSupplier;

/**
 * How much goes into a page of a list: {@code list-max-listpack-size}, as it is at present. Positive, it is a number of
 * elements; negative, from -1 to -5, it stands for 4, 8, 16, 32 and 64 KiB.
 *
 * @param size the parameter
 */
record PageLimit(LongSupplier size) {

    private static final int LEAST_BYTES = 4096;
    private static final int SIZES = 5;
    /** However many elements are allowed, their page takes no more than this. */
    private static final int MOST_BYTES_OF_COUNTED = 8192;

    /** {@return how many bytes a page may take, if it has more than one element} */
    int bytes() {
        long present = size.getAsLong();
        return present < 0 ? LEAST_BYTES << ((int) Math.min(-present, SIZES) - 1) : MOST_BYTES_OF_COUNTED;
    }

    /** {@return how many elements a page may have} */
    int elements() {
        long present = size.getAsLong();
        return present < 0 ? Integer.MAX_VALUE : Math.clamp(present, 1, Integer.MAX_VALUE);
    }

    /** {@return whether one more element, or the elements of one more page, go into a page} */
    boolean allows(ElementPage page, long moreBytes, int moreElements) {
        return page.count() == 0
                || (page.usedBytes() + moreBytes <= bytes() && (long) page.count() + moreElements <= elements());
    }
}
