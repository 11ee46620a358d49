package dev.mortise.integration.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is published of a command on the channels of keys and of events, beside what Redis publishes. That commands have
 * the right events at all is the affair of {@code KeyEventsTest}.
 */
class KeyNotificationsTest {

    private static final String[] DATA = {
        "FLUSHALL", "SET a 1", "SET b 2", "SET c 3 EX 1000", "COPY a a DB 1", "HSET h f 1 g 2", "RPUSH l x y"
    };

    private static Twins twins;

    @BeforeAll
    static void start() {
        twins = Twins.start(Map.of());
    }

    @AfterAll
    static void stop() {
        twins.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a 1",
                "SET new 1 EX 100",
                "MSET a 1 new 2 a 3",
                "INCR new",
                "APPEND a x",
                "DEL a b missing a",
                "EXPIRE a 100",
                "EXPIRE a -1",
                "PERSIST c",
                "RENAME a b",
                "RENAME c new",
                "COPY a new",
                "MOVE b 1",
                "HSET h f 2 new 3",
                "HDEL h f g",
                "HINCRBY new f 1",
                "RPUSH l z",
                "LPOP l 2",
                "SWAPDB 0 1",
                "FLUSHALL",
                "GET a",
                "GET missing",
                "MGET missing a other missing",
                "STRLEN missing",
                "GETRANGE missing 0 1",
                "EXISTS a missing missing",
                "TTL missing",
                "TYPE missing",
                "TOUCH missing",
                "DUMP missing",
                "HGET missing f",
                "HGETALL missing",
                "LRANGE missing 0 1",
                "LLEN missing",
                "LCS missing other",
                "OBJECT ENCODING missing",
                "MEMORY USAGE missing",
                "SETNX a 1",
                "LPOP missing",
                "HDEL missing f",
                "EXPIRE missing 1",
                "GET h",
            })
    void isThatOfRedis(String command) {
        assertEquals(published(twins.oracle(), "KEAmn", command), published(twins.subject(), "KEAmn", command));
    }

    @ParameterizedTest
    @CsvSource({"KA", "EA", "Kg", "E$", "Kx", "KEn", "Em", "A", "KE", "Eh$", "''"})
    void lettersChooseTheSame(String letters) {
        for (String command : new String[] {"SET new 1 EX 5", "DEL a", "GET missing", "HSET h f 1", "EXPIRE a -1"}) {
            assertEquals(published(twins.oracle(), letters, command), published(twins.subject(), letters, command));
        }
    }

    private static List<String> published(ServerProcess server, String letters, String command) {
        List<String> published = new ArrayList<>();
        try (Wire wire = Wire.to(server);
                Wire subscriber = Wire.to(server)) {
            for (String line : DATA) {
                wire.ask(line);
            }
            wire.ask("CONFIG SET notify-keyspace-events \"" + letters + "\"");
            subscriber.ask("PSUBSCRIBE *");
            wire.ask(command);
            wire.ask("PUBLISH end end");
            while (true) {
                ReplyValue.Array message = (ReplyValue.Array) subscriber.reply().value();
                String channel = ((ReplyValue.Bulk) message.elements().get(2)).utf8();
                if (channel.equals("end")) {
                    return published;
                }
                published.add(
                        channel + " " + ((ReplyValue.Bulk) message.elements().get(3)).utf8());
            }
        }
    }
}
