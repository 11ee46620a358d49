package dev.mortise.runtime.resp;

import java.nio.charset.StandardCharsets;

/** What is wrong with the bytes of a client that does not keep to the protocol, in the words of Redis. */
public final class ProtocolError {

    static final ProtocolError INVALID_WORD_COUNT = of("invalid multibulk length");
    static final ProtocolError INVALID_LENGTH = of("invalid bulk length");
    static final ProtocolError UNAUTHENTICATED_WORD_COUNT = of("unauthenticated multibulk length");
    static final ProtocolError UNAUTHENTICATED_LENGTH = of("unauthenticated bulk length");
    static final ProtocolError LONG_WORD_COUNT = of("too big mbulk count string");
    static final ProtocolError LONG_LENGTH = of("too big bulk count string");
    static final ProtocolError LONG_LINE = of("too big inline request");
    static final ProtocolError UNBALANCED_QUOTES = of("unbalanced quotes in request");

    private final byte[] text;

    private ProtocolError(String what) {
        // Not UTF-8: a byte of the client that is quoted has to come back as it was.
        text = ("Protocol error: " + what).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ProtocolError of(String what) {
        return new ProtocolError(what);
    }

    static ProtocolError expectedLength(byte got) {
        return new ProtocolError("expected '$', got '" + (char) (got & 0xff) + "'");
    }

    /**
     * Writes the error as a reply of its own.
     *
     * @param reply where to, after all replies that come before it
     */
    public void writeTo(ReplyWriter reply) {
        reply.begin();
        reply.error("ERR", text);
    }

    /** {@return the error as the log shows it} */
    @Override
    public String toString() {
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
