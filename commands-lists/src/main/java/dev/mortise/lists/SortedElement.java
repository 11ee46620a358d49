package dev.mortise.lists;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** An element on its way through {@code SORT}, with what its place follows from. */
final class SortedElement {

    final byte[] bytes;
    /** What is compared as a number; 0 if the key of a pattern is not there. */
    double score;
    /** What is compared byte by byte; null if the key of a pattern is not there. */
    byte @Nullable [] weight;

    SortedElement(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * {@return an order of elements}
     *
     * <p>Equal numbers are in the order of the elements' bytes. Elements of equal weights are equal.
     *
     * @param alpha whether it is that of the weights, and not of the scores
     * @param descending whether it is reversed
     */
    static Comparator<SortedElement> order(boolean alpha, boolean descending) {
        Comparator<SortedElement> order = alpha ? SortedElement::compareWeights : SortedElement::compareScores;
        return descending ? order.reversed() : order;
    }

    private static int compareScores(SortedElement left, SortedElement right) {
        // Not by Double.compare, to which -0 is less than 0.
        if (left.score < right.score) {
            return -1;
        }
        return left.score > right.score ? 1 : Arrays.compareUnsigned(left.bytes, right.bytes);
    }

    private static int compareWeights(SortedElement left, SortedElement right) {
        // Null, of which nothing is there, is less than any bytes.
        return Arrays.compareUnsigned(left.weight, right.weight);
    }
}
