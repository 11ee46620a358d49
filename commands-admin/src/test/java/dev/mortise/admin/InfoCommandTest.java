package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.bulk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoCommandTest {

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    private String text(String line) {
        return assertInstanceOf(ReplyValue.Bulk.class, server.send(line)).utf8();
    }

    private List<String> titles(String line) {
        return text(line)
                .lines()
                .filter(each -> each.startsWith("# "))
                .map(each -> each.substring(2))
                .toList();
    }

    @Test
    void saysWhichRedisItIsLike() {
        assertTrue(text("INFO server").contains("\r\nredis_version:7.0.15\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO server", "INFO SERVER", "INFO server nosuch", "INFO server server"})
    void showsTheSectionsAskedForOnce(String line) {
        assertEquals(List.of("Server"), titles(line));
    }

    @Test
    void showsSectionsInItsOwnOrder() {
        assertEquals(List.of("Server", "Clients"), titles("INFO clients server"));
    }

    @Test
    void showsTheDefaultSectionsIfNoneIsAskedFor() {
        List<String> titles = titles("INFO");

        assertTrue(titles.containsAll(List.of("Server", "Clients", "Memory", "Stats", "Replication", "Keyspace")));
        assertFalse(titles.contains("Commandstats"));
        assertEquals(titles, titles("INFO default"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO all", "INFO everything", "INFO default commandstats", "INFO server ALL"})
    void showsMoreOnRequest(String line) {
        assertTrue(titles(line).contains("Commandstats"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO nosuch", "INFO ''"})
    void showsNothingOfASectionThatDoesNotExist(String line) {
        assertEquals(bulk(""), server.send(line));
    }

    @Test
    void isMarkedAsTextInResp3() {
        assertEquals(
                ReplyValue.verbatim("# Keyspace\r\n"),
                server.newClient().protocol(3).send("INFO keyspace"));
    }

    @Test
    void countsTheKeysOfEachDatabaseThatHasSome() {
        server.send("SELECT 3");
        server.send("SAMPLE.STORE key value");

        assertEquals(bulk("# Keyspace\r\ndb3:keys=1,expires=0,avg_ttl=0\r\n"), server.send("INFO keyspace"));
    }

    @Test
    void tellsHowLongKeysWithAnExpiryHaveLeftOnAverage() {
        server.send("SAMPLE.STORE lasting value");
        for (int i = 0; i < 100; i++) {
            server.send("SAMPLE.STORE key:" + i + " value 5000");
        }

        assertEquals(bulk("# Keyspace\r\ndb0:keys=101,expires=100,avg_ttl=5000\r\n"), server.send("INFO keyspace"));

        server.advance(Duration.ofSeconds(2));
        assertEquals(bulk("# Keyspace\r\ndb0:keys=101,expires=100,avg_ttl=3000\r\n"), server.send("INFO keyspace"));
    }
}
