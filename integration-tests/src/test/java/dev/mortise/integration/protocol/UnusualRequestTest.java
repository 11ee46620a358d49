package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Requests that look wrong and are not: typed by hand, empty, carelessly ended. Each is followed by a PING, to see
 * whether the server found the end of the request where Redis does.
 */
@Twins.Shared
class UnusualRequestTest {

    private static final String[] REQUESTS = {
        // Typed by hand
        "PING\r\n",
        "PING\n",
        "ping hello\r\n",
        "  PING  \r\n",
        "\tPING\t\tx\r\n",
        "ECHO \"a b\"\r\n",
        "ECHO 'a b'\r\n",
        "ECHO \"\"\r\n",
        "ECHO ''\r\n",
        "ECHO \"\\x41\\n\\r\\t\\b\\a\\\\\\\"\\q\"\r\n",
        "ECHO \"\\xZZ\\x4\"\r\n",
        "ECHO 'it\\'s \\n \"quoted\"'\r\n",
        "ECHO a\"b\"\r\n",
        "ECHO a\\ b\r\n",
        "ECHO \\x41\r\n",
        "ECHO \u00ff\u00fe\r\n",
        "ECHO a\rb\r\n",
        "ECHO a\0b\r\n",
        "PING\r\r\n",
        "PING\0\r\n",
        "NOPE a b\r\n",
        "$4\r\nPING\r\n",
        ":1\r\n",
        "+OK\r\n",
        "-1\r\n",
        "GET / HTTP/1.1\r\nAccept: x\r\n\r\n",
        "POS / HTTP/1.1\r\nHost x\r\nPOSTS x\r\nHost:x y\r\n",
        // Nothing
        "\r\n",
        "\n",
        "\r\n\r\n\n\n",
        "   \r\n",
        "\0\r\n",
        "*0\r\n",
        "*-1\r\n",
        "*-2\r\n",
        "*-2147483648\r\n",
        "*0\r\n*0\r\n\r\n*-1\r\n",
        // The two bytes after a word are not looked at, nor is the one after a carriage return
        "*1\r\n$4\r\nPINGxx",
        "*1\rx$4\rxPINGxx",
        "*2\r\n$4\r\nECHO\r\n$2\r\n\r\n\r\n",
        "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n",
        "*1\r\n\0\r\n",
        "*1\r\n$0\r\n\r\n",
        "*2\r\n$0\r\n\r\n$1\r\na\r\n",
        "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$3\r\n\0\u00ff\n\r\n",
        // Inline and not, in turn
        "PING\r\n*1\r\n$4\r\nPING\r\nPING x\n*2\r\n$4\r\nECHO\r\n$1\r\ny\r\n",
        // Long
        "ECHO " + "x".repeat(60_000) + "\r\n",
        "*2\r\n$4\r\nECHO\r\n$100000\r\n" + "y".repeat(100_000) + "\r\n",
        "*1001\r\n$4\r\nMGET\r\n" + "$1\r\nk\r\n".repeat(1000),
        "MGET" + " k".repeat(1000) + "\r\n",
    };

    @TestFactory
    Stream<DynamicTest> areUnderstoodAlike(Twins twins) {
        return Stream.of(REQUESTS)
                .map(bytes -> DynamicTest.dynamicTest(Words.show(Words.ascii(bytes), 80), () -> {
                    twins.empty();
                    assertEquals(answers(twins.oracle(), bytes), answers(twins.subject(), bytes));
                }));
    }

    private static String answers(ServerProcess server, String bytes) {
        try (Wire wire = Wire.to(server)) {
            wire.send(bytes + "PING the end\r\n");
            wire.finishSending();
            return Words.show(wire.untilClosed(), 400);
        }
    }
}
