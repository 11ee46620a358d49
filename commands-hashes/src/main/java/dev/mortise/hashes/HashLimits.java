package dev.mortise.hashes;

import java.util.function.LongSupplier;

/**
 * Up to where a hash is kept in the compact form: {@code hash-max-listpack-entries} and {@code
 * hash-max-listpack-value}, as they are at present.
 *
 * @param fields how many fields it may have
 * @param stringBytes how long a field or a value may be
 */
record HashLimits(LongSupplier fields, LongSupplier stringBytes) {

    /** {@return whether a hash may have so many fields} */
    boolean allowFields(int count) {
        return count <= fields.getAsLong();
    }

    /** {@return whether a field and its value may be so long} */
    boolean allowStrings(int fieldBytes, int valueBytes) {
        return Math.max(fieldBytes, valueBytes) <= stringBytes.getAsLong();
    }
}
