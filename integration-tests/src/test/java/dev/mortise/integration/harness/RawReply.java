package dev.mortise.integration.harness;

import dev.mortise.testkit.ReplyValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One reply: the bytes that came, and what they mean.
 *
 * @param bytes all of them, with the last line end
 * @param value the same, read
 */
@SuppressWarnings("ArrayRecordComponent") // equal by content: see below
public record RawReply(byte[] bytes, ReplyValue value) {

    /** {@return the value as plain text: what a simple string, an error, a bulk string or a number says} */
    public String text() {
        return switch (value) {
            case ReplyValue.Bulk bulk -> bulk.utf8();
            case ReplyValue.SimpleError error -> error.line();
            case ReplyValue.Int number -> Long.toString(number.value());
            default -> value.toString();
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawReply that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@return the bytes, made visible} */
    @Override
    public String toString() {
        return Words.show(bytes, 1000);
    }
}
