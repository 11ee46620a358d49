package dev.mortise.admin;

import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import java.util.Locale;

/** {@code DEBUG PROTOCOL type}: a value of each type of the protocol, for those who write parsers. */
final class DebugProtocol {

    private static final ServerError NO_SUCH_TYPE = ServerError.err("Wrong protocol type name. Please use one of the"
            + " following: string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false");
    private static final ServerError NOT_IN_RESP2 = ServerError.err("RESP2 is not supported by this command");
    private static final int RESP3 = 3;
    private static final int ELEMENTS = 3;

    private DebugProtocol() {}

    static void write(Request request, Reply reply) {
        switch (request.arg(1).utf8().toLowerCase(Locale.ROOT)) {
            case "string" -> reply.bulk("Hello World");
            case "integer" -> reply.integer(12345);
            case "double" -> reply.number(3.141);
            case "bignum" -> reply.bigNumber("1234567999999999999999999999999999999");
            case "null" -> reply.nil();
            case "array" -> {
                reply.array(ELEMENTS);
                numbers(reply);
            }
            case "set" -> {
                reply.set(ELEMENTS);
                numbers(reply);
            }
            case "map" -> {
                reply.map(ELEMENTS);
                for (int i = 0; i < ELEMENTS; i++) {
                    reply.integer(i);
                    reply.bool(i == 1);
                }
            }
            case "attrib" -> attributes(reply);
            case "push" -> push(reply);
            case "verbatim" -> reply.verbatim("This is a verbatim\nstring");
            case "true" -> reply.bool(true);
            case "false" -> reply.bool(false);
            default -> throw NO_SUCH_TYPE;
        }
    }

    private static void numbers(Reply reply) {
        for (int i = 0; i < ELEMENTS; i++) {
            reply.integer(i);
        }
    }

    private static void attributes(Reply reply) {
        if (reply.protocol() >= RESP3) {
            reply.attributes(1);
            reply.bulk("key-popularity");
            reply.array(2);
            reply.bulk("key:123");
            reply.integer(90);
        }
        reply.bulk("Some real reply following the attribute");
    }

    private static void push(Reply reply) {
        if (reply.protocol() < RESP3) {
            throw NOT_IN_RESP2;
        }
        reply.push(2);
        reply.bulk("server-cpu-usage");
        reply.integer(42);
        reply.bulk("Some real reply following the push reply");
    }
}
