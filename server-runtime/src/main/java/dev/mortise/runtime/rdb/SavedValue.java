package dev.mortise.runtime.rdb;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.ShapedOutput;
import dev.mortise.api.internal.WrittenValue;
import dev.mortise.runtime.keyspace.CutValues;

/**
 * A value object in the form in which it is saved: the byte that tells the form, which stands before the key, and what
 * stands behind it. Reusable; not thread-safe.
 */
final class SavedValue implements CutValues {

    private final RdbBytes bytes = new RdbBytes();
    private final WrittenValue items = new WrittenValue();
    private final Parts parts = new Parts();

    @Override
    public void write(ValueType<?> type, Object value) {
        bytes.clear();
        if (value instanceof OpaqueValue opaque) {
            bytes.putByte(opaque.form().code);
            bytes.put(opaque.bytes(), 0, opaque.bytes().length);
        } else if (type.shape() == ValueShape.ITEMS) {
            writeItems(type, value);
        } else {
            writeParts(type, value);
        }
    }

    @SuppressWarnings("unchecked") // A value is stored under the type it is an instance of.
    private <V> void writeParts(ValueType<V> type, Object value) {
        bytes.putByte(RdbType.plain(type.shape()).code);
        parts.write(type, (V) value);
    }

    @SuppressWarnings("unchecked") // A value is stored under the type it is an instance of.
    private <V> void writeItems(ValueType<V> type, Object value) {
        items.write(type, (V) value);
        bytes.putByte(RdbType.MODULE.code);
        bytes.putLength(ModuleId.of(ModuleId.MORTISE, type.version()));
        bytes.putLength(RdbFormat.ITEM_STRING);
        bytes.putText(type.name());
        Slice slice = items.slice();
        bytes.require(slice.length());
        slice.copyTo(bytes.bytes, bytes.length);
        bytes.length += slice.length();
    }

    @Override
    public byte[] bytes() {
        return bytes.bytes;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    /** What a value of a type of Redis consists of, in the plain form that all versions read. */
    private final class Parts extends ShapedOutput {

        <V> void write(ValueType<V> type, V value) {
            take(type, value);
        }

        @Override
        protected void count(long count) {
            bytes.putLength(count);
        }

        @Override
        protected void string(byte[] source, int from, int length) {
            bytes.putString(source, from, length, null);
        }

        @Override
        protected void score(double score) {
            bytes.putLong(Double.doubleToRawLongBits(score));
        }
    }
}
