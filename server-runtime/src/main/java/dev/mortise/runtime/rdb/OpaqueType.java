package dev.mortise.runtime.rdb;

import dev.mortise.api.ServerError;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;

/**
 * A type whose module is not here. Its keys can be listed, renamed, copied, expired and deleted, {@code TYPE} says what
 * they hold, and every other command answers {@code WRONGTYPE}.
 */
final class OpaqueType implements ValueType<OpaqueValue> {

    private final String name;

    OpaqueType(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return 0;
    }

    @Override
    public OpaqueValue create() {
        throw ServerError.wrongType();
    }

    @Override
    public long bytes(OpaqueValue value) {
        return value.memoryBytes();
    }

    /** For signatures. It is saved otherwise: its bytes are in the form of a snapshot already. */
    @Override
    public void write(OpaqueValue value, ValueOutput out) {
        out.writeBytes(value.bytes());
    }

    @Override
    public OpaqueValue read(ValueInput in, int version) {
        throw new IllegalStateException("the value of type '" + name + "' is opaque");
    }

    @Override
    public OpaqueValue copy(OpaqueValue value) {
        return value;
    }
}
