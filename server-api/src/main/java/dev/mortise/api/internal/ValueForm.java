package dev.mortise.api.internal;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.ValueType;

/**
 * The form in which values of modules lie in snapshots: what Redis calls module type 2.
 *
 * <pre>
 *   value    item* end
 *   item     01 length              a number with a sign, as the 64 bits of its two's complement
 *            02 length              a number without a sign
 *            03 4 bytes             a float, the lowest byte first
 *            04 8 bytes             a double, the lowest byte first
 *            05 length bytes        a string
 *   end      00
 *
 *   length   00xxxxxx                               up to 63
 *            01xxxxxx xxxxxxxx                      up to 16383, the highest byte first from here on
 *            10000000 4 bytes                       up to 2^32 - 1
 *            10000001 8 bytes
 * </pre>
 *
 * <p>Every item says what it is, so that whoever does not know the type can pass over its value and keep it.
 *
 * @see <a href="https://github.com/redis/redis/blob/7.0/src/module.c">RM_SaveUnsigned and the functions after it</a>
 */
final class ValueForm {

    static final int END = 0;
    static final int SIGNED = 1;
    static final int UNSIGNED = 2;
    static final int FLOAT = 3;
    static final int DOUBLE = 4;
    static final int STRING = 5;

    static final int SHORT_BITS = 6;
    static final int MIDDLE_BITS = 14;
    static final int MIDDLE = 0x40;
    static final int LONG_32 = 0x80;
    static final int LONG_64 = 0x81;

    /** No item takes less. */
    static final int LEAST_ITEM_BYTES = 2;

    private ValueForm() {}

    static String nameOf(int kind) {
        return switch (kind) {
            case END -> "the end of the value";
            case SIGNED -> "a signed number";
            case UNSIGNED -> "an unsigned number";
            case FLOAT -> "a float";
            case DOUBLE -> "a double";
            case STRING -> "a string";
            default -> "something unknown (" + kind + ")";
        };
    }

    /** The error for a value of another version than can be read. */
    static DamagedValue newer(ValueType<?> type, int version) {
        return new DamagedValue("version %d of type '%s'; the plugin installed reads versions up to %d"
                .formatted(version, type.name(), type.version()));
    }
}
