package dev.mortise.hashes;

import dev.mortise.api.LentSlice;
import dev.mortise.api.Reply;
import dev.mortise.api.Slice;

/**
 * Where a field and its value lie: what a search has found, or how far a walk has come.
 *
 * <p>A hash has one, which every search and every walk of its own uses; what it says holds until the hash changes or
 * searches again. So finding a field makes no object.
 */
final class FieldPlace {

    private static final byte[] NOTHING = {};

    private final LentSlice field = new LentSlice();
    private final LentSlice value = new LentSlice();

    private byte[] fieldIn = NOTHING;
    private int fieldFrom;
    private int fieldLength;
    private byte[] valueIn = NOTHING;
    private int valueFrom;
    private int valueLength;

    void fieldAt(byte[] bytes, int from, int length) {
        fieldIn = bytes;
        fieldFrom = from;
        fieldLength = length;
    }

    void valueAt(byte[] bytes, int from, int length) {
        valueIn = bytes;
        valueFrom = from;
        valueLength = length;
    }

    int fieldLength() {
        return fieldLength;
    }

    int valueLength() {
        return valueLength;
    }

    /** {@return where the value begins in the array that it lies in} */
    int valueFrom() {
        return valueFrom;
    }

    /** {@return the field, until the next call} */
    Slice field() {
        return field.over(fieldIn, fieldFrom, fieldLength);
    }

    /** {@return the value, until the next call} */
    Slice value() {
        return value.over(valueIn, valueFrom, valueLength);
    }

    void replyField(Reply reply) {
        reply.bulk(fieldIn, fieldFrom, fieldLength);
    }

    void replyValue(Reply reply) {
        reply.bulk(valueIn, valueFrom, valueLength);
    }
}
