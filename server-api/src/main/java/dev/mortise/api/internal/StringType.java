package dev.mortise.api.internal;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;

/** The marker of the string type: the host recognises it and keeps string values in a form of its own. */
public final class StringType implements ValueType<Slice> {

    /** For {@link dev.mortise.api.Types}. */
    public StringType() {}

    @Override
    public String name() {
        return "string";
    }

    @Override
    public Slice create() {
        return Slice.EMPTY;
    }

    @Override
    public long bytes(Slice value) {
        return value.length();
    }
}
