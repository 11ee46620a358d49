package dev.mortise.hashes;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The strings of a large hash that are too long to lie among the others, each by a number.
 *
 * <p>In leaves of a thousand, so that growing copies next to nothing; the number given up last is the next to be
 * given. Not thread-safe.
 */
final class LongStrings {

    private static final int LEAF_SHIFT = 10;
    private static final int LEAF_STRINGS = 1 << LEAF_SHIFT;
    private static final int LEAF_MASK = LEAF_STRINGS - 1;
    private static final int NONE = -1;
    /** A reference, and the number of the one that was given up before. */
    private static final int SLOT_BYTES = 8;

    private static final int ARRAY_HEADER_BYTES = 16;

    private static final class Leaf {
        private final byte[] @Nullable [] strings;
        private final int[] givenUpBefore;

        Leaf(byte[] @Nullable [] strings, int[] givenUpBefore) {
            this.strings = strings;
            this.givenUpBefore = givenUpBefore;
        }
    }

    private @Nullable Leaf[] leaves = {};
    private int numbers;
    private int givenUpLast = NONE;
    private long heapBytes;

    /** No strings. */
    LongStrings() {}

    /** The same strings, which never change, by the same numbers. */
    LongStrings(LongStrings other) {
        leaves = new Leaf[other.leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            Leaf leaf = other.leaves[i];
            leaves[i] = leaf == null ? null : new Leaf(leaf.strings.clone(), leaf.givenUpBefore.clone());
        }
        numbers = other.numbers;
        givenUpLast = other.givenUpLast;
        heapBytes = other.heapBytes;
    }

    /** {@return how many bytes of the heap this takes, strings included} */
    long heapBytes() {
        return heapBytes;
    }

    /** {@return the number of a string from now on} */
    int add(byte[] string) {
        int number = givenUpLast;
        if (number == NONE) {
            number = numbers++;
            if (number >>> LEAF_SHIFT == leaves.length) {
                leaves = Arrays.copyOf(leaves, Math.max(4, 2 * leaves.length));
            }
            if ((number & LEAF_MASK) == 0) {
                leaves[number >>> LEAF_SHIFT] = new Leaf(new byte[LEAF_STRINGS][], new int[LEAF_STRINGS]);
                heapBytes += LEAF_STRINGS * SLOT_BYTES;
            }
        } else {
            givenUpLast = leaf(number).givenUpBefore[number & LEAF_MASK];
        }
        leaf(number).strings[number & LEAF_MASK] = string;
        heapBytes += ARRAY_HEADER_BYTES + string.length;
        return number;
    }

    byte[] get(int number) {
        byte[] string = leaf(number).strings[number & LEAF_MASK];
        if (string == null) {
            throw new IllegalStateException("no string " + number);
        }
        return string;
    }

    void remove(int number) {
        Leaf leaf = leaf(number);
        heapBytes -= ARRAY_HEADER_BYTES + get(number).length;
        leaf.strings[number & LEAF_MASK] = null;
        leaf.givenUpBefore[number & LEAF_MASK] = givenUpLast;
        givenUpLast = number;
    }

    private Leaf leaf(int number) {
        Leaf leaf = leaves[number >>> LEAF_SHIFT];
        if (leaf == null) {
            throw new IllegalStateException("no string " + number);
        }
        return leaf;
    }
}
