package dev.mortise.runtime.resp;

import java.util.Arrays;

/** Where words lie in a buffer: offset and length, one pair after another. Grows as needed; not thread-safe. */
final class Words {

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

    private int[] spans;
    private int count;

    Words(int capacity) {
        spans = new int[2 * capacity];
    }

    int count() {
        return count;
    }

    int capacity() {
        return spans.length / 2;
    }

    int offset(int word) {
        return spans[2 * word];
    }

    int length(int word) {
        return spans[2 * word + 1];
    }

    void add(int offset, int length) {
        int at = 2 * count;
        if (at == spans.length) {
            grow(count + 1);
        }
        spans[at] = offset;
        spans[at + 1] = length;
        count++;
    }

    void addAll(Words others) {
        if (capacity() - count < others.count) {
            grow(count + others.count);
        }
        System.arraycopy(others.spans, 0, spans, 2 * count, 2 * others.count);
        count += others.count;
    }

    /** Takes the words from an index on out of this list. */
    Words takeFrom(int first) {
        int taken = count - first;
        Words tail = new Words(Math.max(4, taken));
        System.arraycopy(spans, 2 * first, tail.spans, 0, 2 * taken);
        tail.count = taken;
        count = first;
        return tail;
    }

    /** Follows the bytes to another place, so many bytes nearer to the start. */
    void shift(int distance) {
        for (int i = 0; i < 2 * count; i += 2) {
            spans[i] -= distance;
        }
    }

    void clear() {
        count = 0;
    }

    void truncate(int newCount) {
        count = newCount;
    }

    private void grow(int needed) {
        long doubled = Math.min(2L * spans.length, LARGEST_ARRAY - 1);
        spans = Arrays.copyOf(spans, Math.toIntExact(Math.max(doubled, 2L * needed)));
    }
}
