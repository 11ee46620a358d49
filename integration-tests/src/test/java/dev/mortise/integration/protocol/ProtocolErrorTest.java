package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bytes that break the protocol are answered by the words of Redis, and then the connection ends. */
@Twins.Shared
class ProtocolErrorTest {

    private static final String[] BROKEN = {
        // The number of words
        "*x\r\n",
        "*1x\r\n",
        "*\r\n",
        "* 1\r\n",
        "*1 \r\n",
        "*+1\r\n",
        "*01\r\n",
        "*1.0\r\n",
        "*--1\r\n",
        "*2147483648\r\n",
        "*9223372036854775808\r\n",
        "*99999999999999999999999\r\n",
        // What announces a word
        "*1\r\nx\r\n",
        "*1\r\nPING\r\n",
        "*1\r\n\r\n",
        "*1\r\n*1\r\n",
        "*1\r\n:1\r\n",
        "*1\r\n\u00ff\r\n",
        "*2\r\n$4\r\nECHO\r\n+OK\r\n",
        // The length of a word
        "*1\r\n$x\r\n",
        "*1\r\n$\r\n",
        "*1\r\n$-1\r\n",
        "*1\r\n$-2\r\n",
        "*1\r\n$+4\r\n",
        "*1\r\n$04\r\n",
        "*1\r\n$ 4\r\n",
        "*1\r\n$4 \r\n",
        "*1\r\n$4.0\r\n",
        "*1\r\n$536870913\r\n",
        "*1\r\n$9223372036854775807\r\n",
        "*1\r\n$9223372036854775808\r\n",
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$x\r\n",
        // Quotes
        "SET \"a\r\n",
        "SET 'a\r\n",
        "ECHO \"a\"b\r\n",
        "ECHO 'a'b\r\n",
        "ECHO \"a\"\"b\"\r\n",
        "\"\r\n",
        "'\r\n",
        "ECHO \"\\\"\r\n",
        "ECHO '\\'\r\n",
        // What came before is answered, what comes after is not
        "PING\r\n*x\r\nPING\r\n",
        "*1\r\n$4\r\nPING\r\n*1\r\n$x\r\n*1\r\n$4\r\nPING\r\n",
        "PING\r\nECHO \"\r\nPING\r\n",
    };

    /** What a web page can make a browser send: the commands in the body of a request must not be run. */
    private static final String[] FROM_BROWSERS = {
        "POST / HTTP/1.1\r\nHost: localhost:6379\r\n\r\nSET k v\r\n",
        "GET / HTTP/1.1\r\nHost: localhost:6379\r\n\r\nSET k v\r\n",
        "PUT / HTTP/1.1\r\nhOST: localhost:6379\r\n\r\nSET k v\r\n",
        "post\r\nPING\r\n",
        "*1\r\n$4\r\nPOST\r\n*1\r\n$4\r\nPING\r\n",
        "*1\r\n$5\r\nHOST:\r\n",
        "PING\r\nPOST\r\nPING\r\n",
        "MULTI\r\nSET k v\r\nPOST\r\nEXEC\r\n",
        "SUBSCRIBE news\r\nHost:\r\n",
        "CLIENT REPLY OFF\r\nPOST\r\n",
    };

    private static final String[] UNENDING = {
        "x".repeat(70_000), "PING " + "x".repeat(70_000), "*" + "1".repeat(70_000), "*1\r\n$" + "1".repeat(70_000)
    };

    @TestFactory
    Stream<DynamicTest> areAnsweredInTheSameWords(Twins twins) {
        return Stream.of(BROKEN).map(bytes -> test(twins, Words.show(Words.ascii(bytes)), bytes));
    }

    @TestFactory
    Stream<DynamicTest> includeThoseOfBrowsersWhichGetNoAnswer(Twins twins) {
        return Stream.of(FROM_BROWSERS).map(bytes -> test(twins, Words.show(Words.ascii(bytes)), bytes));
    }

    @TestFactory
    Stream<DynamicTest> includeLinesWithoutAnEnd(Twins twins) {
        return Stream.of(UNENDING)
                .map(bytes -> test(twins, bytes.substring(0, 6).strip() + "…", bytes));
    }

    private static DynamicTest test(Twins twins, String name, String bytes) {
        return DynamicTest.dynamicTest(
                name, () -> assertEquals(lastWords(twins.oracle(), bytes), lastWords(twins.subject(), bytes)));
    }

    /** {@return what a server says before it closes the connection, which it must do of itself} */
    private static String lastWords(ServerProcess server, String bytes) {
        try (Wire wire = Wire.to(server)) {
            wire.send(bytes);
            return Words.show(wire.untilClosed());
        }
    }
}
