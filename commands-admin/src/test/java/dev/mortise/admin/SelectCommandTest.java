package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectCommandTest {

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    @Test
    void choosesTheDatabaseOfOneConnection() {
        assertEquals(ok(), server.send("SELECT 15"));
        server.send("SAMPLE.STORE key value");

        assertEquals(integer(1), server.send("SAMPLE.EXISTS key"));
        assertEquals(integer(0), server.newClient().send("SAMPLE.EXISTS key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "-1", "2147483647", "-2147483648"})
    void knowsSixteenDatabases(String index) {
        assertEquals(error("ERR DB index is out of range"), server.send("SELECT " + index));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "9223372036854775807"})
    void countsDatabasesWith32Bits(String index) {
        assertEquals(
                error("ERR value is out of range, value must between -2147483648 and 2147483647"),
                server.send("SELECT " + index));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "''", "01", "1.0", "9223372036854775808"})
    void wantsANumber(String index) {
        assertEquals(error("ERR value is not an integer or out of range"), server.send("SELECT " + index));
    }
}
