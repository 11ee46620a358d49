package dev.mortise.runtime.keyspace;

/** Writes whole numbers as Redis stores them: decimal digits, and a minus if need be. */
final class IntegerDigits {

    /** What the longest number takes. */
    static final int MOST_BYTES = 20;

    private IntegerDigits() {}

    /**
     * Writes a number to the end of an array of {@link #MOST_BYTES}.
     *
     * @return the index of its first byte
     */
    static int write(long number, byte[] digits) {
        int from = MOST_BYTES;
        // On the negative side, because only that one holds the smallest number.
        long rest = number > 0 ? -number : number;
        do {
            digits[--from] = (byte) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (number < 0) {
            digits[--from] = '-';
        }
        return from;
    }
}
