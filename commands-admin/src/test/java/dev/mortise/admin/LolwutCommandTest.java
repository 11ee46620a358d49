package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LolwutCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    private List<String> lines(String command) {
        return ((ReplyValue.Bulk) server.send(command)).utf8().lines().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOLWUT", "LOLWUT VERSION 5", "LOLWUT VERSION", "LOLWUT x y z", "LOLWUT 3 3 3 3"})
    void endsWithTheVersion(String command) {
        assertEquals("Redis ver. 7.0.15", lines(command).getLast());
    }

    @Test
    void drawsTilesOfTheSizeAskedFor() {
        List<String> lines = lines("LOLWUT VERSION 7 10 4");

        assertEquals(4 + 2, lines.size());
        assertTrue(lines.getFirst().matches("[╱╲]{10}"), lines.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOLWUT VERSION x", "LOLWUT VERSION 5 x", "LOLWUT VERSION 5 1 1 x", "LOLWUT VERSION 6 1 x"})
    void refusesWhatRedisRefuses(String command) {
        assertEquals(error("ERR value is not an integer or out of range"), server.send(command));
        assertEquals("Redis ver. 7.0.15", lines("LOLWUT VERSION 6 1 1 x").getLast());
        assertEquals("Redis ver. 7.0.15", lines("LOLWUT VERSION 7 x").getLast());
    }

    @Test
    void drawsTheSameForTheSameSeed() {
        assertEquals(lines("LOLWUT 66 8 1"), lines("LOLWUT 66 8 1"));
        assertNotEquals(lines("LOLWUT 66 8 1"), lines("LOLWUT 66 8 2"));
    }

    @Test
    void drawsNothingEndless() {
        assertEquals(1000 + 2, lines("LOLWUT 1 9223372036854775807").size());
        assertEquals(1, lines("LOLWUT -5 0").getFirst().length());
    }
}
