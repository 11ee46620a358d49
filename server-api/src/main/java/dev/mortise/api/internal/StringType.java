package dev.mortise.api.internal;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;

/** The marker of the string type: the host recognises it and keeps string values in a form of its own. */
public final class StringType implements ValueType<Slice> {

    /** What Redis calls a string that may be changed where it is. */
    public static final String RAW = "raw";

    private static final String SHORT = "embstr";
    private static final String NUMBER = "int";

    /** Redis allocates a string together with its header if both fit into 64 bytes. */
    private static final int LONGEST_SHORT = 44;

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

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Slice value, ValueOutput out) {
        out.writeBytes(value);
    }

    @Override
    public Slice read(ValueInput in, int version) {
        return Slice.of(in.readBytes());
    }

    @Override
    public String encoding(Slice value) {
        return value.isLong() ? NUMBER : textEncoding(value);
    }

    /**
     * {@return the encoding of a string that is no number, whatever its bytes are}
     *
     * @param value the string
     */
    public static String textEncoding(Slice value) {
        return value.length() <= LONGEST_SHORT ? SHORT : RAW;
    }
}
