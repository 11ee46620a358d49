package dev.mortise.integration.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mortise.integration.harness.RawReply;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
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
                "LCS h missing",
                "LCS missing a NX",
                "OBJECT ENCODING missing",
                "MEMORY USAGE missing",
                "SETNX a 1",
                "LPOP missing",
                "HDEL missing f",
                "EXPIRE missing 1",
                "GET h",
                "GETEX missing",
                "GETEX missing EX 10",
                "GETEX a EX 10",
                "GETDEL missing",
                "GETDEL h",
                "GETSET missing 1",
                "SET missing 1",
                "SET missing 1 GET",
                "SET missing 1 XX GET",
                "SET missing 1 XX",
                "SET h 1 GET",
                "COPY missing a",
                "COPY missing new REPLACE",
                "RENAME missing new",
                "MOVE missing 1",
                "MIGRATE 127.0.0.1 1 missing 0 1",
                "MIGRATE 127.0.0.1 1 \"\" 0 1 KEYS missing other",
                "APPEND new x",
                "SETRANGE missing 0 \"\"",
                "DEL missing",
                "PERSIST missing",
                "LMOVE missing new LEFT LEFT",
                "LMPOP 1 missing LEFT",
                "LPUSHX missing x",
                "LPOS missing x",
                "HSCAN missing 0",
                "OBJECT FREQ missing",
            })
    void isThatOfRedis(String command) {
        assertEquals(published(twins.oracle(), "KEAmn", command), published(twins.subject(), "KEAmn", command));
    }

    /** In Redis it depends on the command whether they come before or behind the reply. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a 1",
                "SET new 1 EX 100",
                "SET missing 1 GET",
                "DEL a b missing",
                "GET missing",
                "GETDEL a",
                "EXPIRE a 100",
                "EXPIRE a -1",
                "RENAME a new",
                "HSET h f 2",
                "HDEL h f g",
                "LPOP l 2",
                "LTRIM l 1 0",
                "SORT l ALPHA STORE new",
                "SORT missing STORE a",
            })
    void whoCausesThemGetsThemToo(String command) {
        List<String> ofRedis = received(twins.oracle(), command);
        List<String> received = received(twins.subject(), command);

        assertFalse(isPush(received.getFirst()), "behind the reply: " + received);
        assertEquals(
                ofRedis.stream().sorted().toList(), received.stream().sorted().toList());
        assertEquals(
                ofRedis.stream().filter(KeyNotificationsTest::isPush).toList(),
                received.stream().filter(KeyNotificationsTest::isPush).toList());
    }

    private static boolean isPush(String reply) {
        return reply.startsWith(">");
    }

    /** {@return reply and messages, in their order, of a client that sends a command and listens} */
    private static List<String> received(ServerProcess server, String command) {
        List<String> received = new ArrayList<>();
        try (Wire wire = Wire.to(server)) {
            for (String line : DATA) {
                wire.ask(line);
            }
            wire.ask("CONFIG SET notify-keyspace-events EAm");
            wire.useResp3();
            wire.ask("PSUBSCRIBE __keyevent@*");
            wire.send(Words.request(command));
            wire.send(Words.request("ECHO end"));
            while (true) {
                RawReply reply = wire.reply();
                if (reply.value().equals(ReplyValue.bulk("end"))) {
                    return received;
                }
                received.add(reply.toString());
            }
        }
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
