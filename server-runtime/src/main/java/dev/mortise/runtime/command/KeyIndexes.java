package dev.mortise.runtime.command;

import java.util.Arrays;

/** The indexes of the keys among the arguments of one request; reused from one request to the next. */
public final class KeyIndexes {

    private int[] indexes = new int[16];
    private int size;

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    public int get(int key) {
        return indexes[key];
    }

    void addRange(int first, int last, int step) {
        for (int i = first; i <= last; i += step) {
            if (size == indexes.length) {
                indexes = Arrays.copyOf(indexes, size * 2);
            }
            indexes[size++] = i;
        }
    }
}
