package dev.mortise.api;

import dev.mortise.api.internal.StringType;

/** The value types that belong to the server itself. */
@Stable
public final class Types {

    /**
     * Strings: byte sequences of up to 512 MiB. How they are stored is the server's business; a value is read as a
     * borrowed {@link Slice}, valid until the entry changes or the command ends.
     */
    public static final ValueType<Slice> STRING = new StringType();

    private Types() {}
}
