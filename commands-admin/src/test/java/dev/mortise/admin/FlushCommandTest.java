package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlushCommandTest {

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    @BeforeEach
    void storeAKeyInTwoDatabases() {
        server.send("SAMPLE.STORE key value");
        server.send("SELECT 1");
        server.send("SAMPLE.STORE key value");
    }

    private boolean holdsKey(int database) {
        server.send("SELECT " + database);
        return server.send("SAMPLE.EXISTS key").equals(integer(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLUSHDB", "FLUSHDB ASYNC", "flushdb sync"})
    void flushdbEmptiesTheChosenDatabaseOnly(String line) {
        assertEquals(ok(), server.send(line));

        assertEquals(false, holdsKey(1));
        assertEquals(true, holdsKey(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLUSHALL", "FLUSHALL SYNC", "flushall async"})
    void flushallEmptiesEveryDatabase(String line) {
        assertEquals(ok(), server.send(line));

        assertEquals(false, holdsKey(1));
        assertEquals(false, holdsKey(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLUSHDB NOW", "FLUSHDB ASYNC SYNC", "FLUSHALL ''", "FLUSHALL ASYNC ASYNC"})
    void removesNothingWhenTheOptionIsWrong(String line) {
        assertEquals(error("ERR syntax error"), server.send(line));

        assertEquals(true, holdsKey(1));
        assertEquals(true, holdsKey(0));
    }

    @Test
    void anEmptyDatabaseCanBeEmptied() {
        server.send("FLUSHALL");

        assertEquals(ok(), server.send("FLUSHALL"));
        assertEquals(ok(), server.send("FLUSHDB"));
    }
}
