package dev.mortise.integration.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code MIGRATE} between servers of either kind, in either direction. */
@Timeout(120)
class MigrateTest {

    private static final int KEYS = 300;
    private static final int KEYS_AT_ONCE = 70;
    private static final long SEED = 20_261_121;
    private static final Map<String, String> DEBUGGABLE = Map.of("enable-debug-command", "yes");

    private static Stream<Arguments> directions() {
        Product subject = Product.subject();
        return Stream.of(
                Arguments.of(subject, Product.oracle()),
                Arguments.of(Product.oracle(), subject),
                Arguments.of(subject, subject));
    }

    private static String ask(Wire wire, String line) {
        return wire.ask(line).text();
    }

    private static String migrate(Wire from, ServerProcess to, String rest) {
        return ask(from, "MIGRATE 127.0.0.1 " + to.port() + " " + rest);
    }

    /** Strings of every encoding, hashes of both forms, some of them with an expiry. */
    private static List<String> fill(Wire wire) {
        Random random = new Random(SEED);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            String key = "key:" + i;
            keys.add(key);
            switch (random.nextInt(5)) {
                case 0 -> ask(wire, "SET " + key + " " + random.nextLong());
                case 1 -> ask(wire, "SET " + key + " " + "abc".repeat(random.nextInt(40_000)));
                case 2 -> ask(wire, "SET " + key + " \"\\x00\\xff\\r\\n\" PX 1000000000");
                case 3 -> ask(wire, "HSET " + key + " field value other " + i);
                default -> {
                    ask(wire, "HSET " + key + " field " + "x".repeat(100));
                    ask(wire, "PEXPIRE " + key + " 1000000000");
                }
            }
        }
        return keys;
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("directions")
    void everythingArrivesAsItWas(Product source, Product target) {
        try (ServerProcess from = ServerProcess.start(source, DEBUGGABLE);
                ServerProcess to = ServerProcess.start(target, DEBUGGABLE);
                Wire here = Wire.to(from);
                Wire there = Wire.to(to)) {
            List<String> keys = fill(here);
            String digest = ask(here, "DEBUG DIGEST");

            for (int i = 0; i < KEYS; i += KEYS_AT_ONCE) {
                String some = String.join(" ", keys.subList(i, Math.min(KEYS, i + KEYS_AT_ONCE)));
                assertEquals("OK", migrate(here, to, "\"\" 0 5000 KEYS nokey " + some));
            }

            assertEquals("0", ask(here, "DBSIZE"));
            assertEquals(digest, ask(there, "DEBUG DIGEST"));
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("directions")
    void takesWhatIsLeftOfItsTimeToAnotherDatabase(Product source, Product target) {
        try (ServerProcess from = ServerProcess.start(source, Map.of());
                ServerProcess to = ServerProcess.start(target, Map.of());
                Wire here = Wire.to(from);
                Wire there = Wire.to(to)) {
            ask(here, "SELECT 2");
            ask(here, "SET key value PX 1000000");

            assertEquals("OK", migrate(here, to, "key 7 5000 COPY"));

            assertEquals("1", ask(here, "EXISTS key"));
            ask(there, "SELECT 7");
            assertEquals("value", ask(there, "GET key"));
            long left = Long.parseLong(ask(there, "PTTL key"));
            assertTrue(left > 900_000 && left <= 1_000_000, "left: " + left);
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("directions")
    void aKeyThatIsThereAlreadyIsReplacedOnlyIfAllowed(Product source, Product target) {
        try (ServerProcess from = ServerProcess.start(source, Map.of());
                ServerProcess to = ServerProcess.start(target, Map.of());
                Wire here = Wire.to(from);
                Wire there = Wire.to(to)) {
            ask(here, "MSET a new b new");
            ask(there, "SET a old");

            assertEquals(
                    "ERR Target instance replied with error: BUSYKEY Target key name already exists.",
                    migrate(here, to, "\"\" 0 5000 KEYS a b"));
            assertEquals("1", ask(here, "EXISTS a b"));
            assertEquals("old", ask(there, "GET a"));

            assertEquals("OK", migrate(here, to, "a 0 5000 REPLACE"));
            assertEquals("0", ask(here, "EXISTS a b"));
            assertEquals("new", ask(there, "GET a"));
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("directions")
    void authenticatesIfItIsToldHow(Product source, Product target) {
        try (ServerProcess from = ServerProcess.start(source, Map.of());
                ServerProcess to = ServerProcess.start(target, Map.of("requirepass", "secret"));
                Wire here = Wire.to(from)) {
            ask(here, "SET key value");
            String refused = "ERR Target instance replied with error: ";

            assertEquals(refused + "NOAUTH Authentication required.", migrate(here, to, "key 0 5000"));
            assertEquals(
                    refused + "WRONGPASS invalid username-password pair or user is disabled.",
                    migrate(here, to, "key 0 5000 AUTH wrong"));
            assertEquals(
                    refused + "WRONGPASS invalid username-password pair or user is disabled.",
                    migrate(here, to, "key 0 5000 AUTH2 nobody secret"));
            assertEquals("OK", migrate(here, to, "key 0 5000 AUTH secret COPY"));
            assertEquals("OK", migrate(here, to, "key 0 5000 REPLACE AUTH2 default secret"));
            assertEquals("0", ask(here, "EXISTS key"));
        }
    }

    @Test
    void aTargetWithoutThatDatabaseGetsNothing() {
        try (ServerProcess from = ServerProcess.subject();
                ServerProcess to = ServerProcess.start(Product.oracle(), Map.of());
                Wire here = Wire.to(from);
                Wire there = Wire.to(to)) {
            ask(here, "SET key value");

            for (String database : List.of("99", "-1")) {
                assertEquals(
                        "ERR Target instance replied with error: ERR DB index is out of range",
                        migrate(here, to, "key " + database + " 5000"));
            }

            assertEquals("1", ask(here, "EXISTS key"));
            assertEquals("0", ask(there, "DBSIZE"));
        }
    }

    /** With {@code REPLACE} it would put the key where it is, and remove it for being there. */
    @Test
    void aServerDoesNotMigrateToItself() {
        try (ServerProcess server = ServerProcess.subject();
                Wire wire = Wire.to(server)) {
            ask(wire, "SET key value");

            for (String host : List.of("127.0.0.1", "localhost", "127.1.2.3")) {
                assertEquals(
                        "ERR Target instance is this server itself, where MOVE and COPY reach the other databases",
                        ask(wire, "MIGRATE " + host + " " + server.port() + " key 0 5000 REPLACE"));
            }
            assertEquals("value", ask(wire, "GET key"));
        }
    }

    @Test
    void aTargetThatHangsIsGivenUpWhileOthersGoOn() throws Exception {
        try (ServerProcess from = ServerProcess.subject();
                ServerProcess to = ServerProcess.start(Product.oracle(), Map.of());
                Wire here = Wire.to(from);
                Wire other = Wire.to(from);
                Wire there = Wire.to(to)) {
            ask(here, "SET key value");
            signal(to, "STOP");
            try {
                here.send("MIGRATE 127.0.0.1 " + to.port() + " key 0 300\r\n");
                assertEquals("PONG", ask(other, "PING"));
                assertEquals("value", ask(other, "GET key"));
                assertEquals(
                        "IOERR error or timeout reading to target instance",
                        here.reply().text());
            } finally {
                signal(to, "CONT");
            }
            assertEquals("value", ask(here, "GET key"));
            assertEquals("OK", migrate(here, to, "key 0 5000 REPLACE"));
            assertEquals("value", ask(there, "GET key"));
        }
    }

    private static void signal(ServerProcess server, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(server.handle().pid()))
                .start();
        assertEquals(0, kill.waitFor());
    }

    @Test
    void aTargetThatIsKilledCostsNothingThatItHasNotAcknowledged() {
        try (ServerProcess from = ServerProcess.subject();
                Wire here = Wire.to(from)) {
            ask(here, "SET key value");
            try (ServerProcess to = ServerProcess.start(Product.oracle(), Map.of())) {
                to.handle().destroyForcibly();
                to.awaitExit();
                assertEquals("IOERR error or timeout writing to target instance", migrate(here, to, "key 0 5000"));
            }
            assertEquals("value", ask(here, "GET key"));
        }
    }

    /**
     * Counters are moved away while somebody counts. What the target has at last and what has stayed are together what
     * was counted: a count that was made while its counter was under way is never removed with it.
     */
    @Test
    void noWriteIsLostThatIsMadeMeanwhile() throws Exception {
        int counts = 20_000;
        int counters = 3;
        try (ServerProcess from = ServerProcess.subject();
                ServerProcess to = ServerProcess.start(Product.oracle(), Map.of());
                Wire here = Wire.to(from);
                Wire there = Wire.to(to);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> counting = threads.submit(() -> {
                try (Wire wire = Wire.to(from)) {
                    for (int i = 0; i < counts; i++) {
                        assertNotEquals("", ask(wire, "INCR counter:" + i % counters));
                    }
                }
            });
            long moved = 0;
            int migrations = 0;
            for (int i = 0; !counting.isDone(); i++) {
                String counter = "counter:" + i % counters;
                String reply = migrate(here, to, counter + " 0 5000");
                if (reply.equals("OK")) {
                    moved += Long.parseLong(ask(there, "GETDEL " + counter));
                    migrations++;
                } else if (!reply.equals("NOKEY")) {
                    assertTrue(reply.startsWith("ERR Key '" + counter + "' changed after it was sent"), reply);
                    ask(there, "DEL " + counter);
                }
            }
            counting.get();
            long left = 0;
            for (int i = 0; i < counters; i++) {
                if (ask(here, "EXISTS counter:" + i).equals("1")) {
                    left += Long.parseLong(ask(here, "GET counter:" + i));
                }
            }
            assertEquals(counts, moved + left, migrations + " migrations");
            assertTrue(migrations > 10, "so few: " + migrations);
        }
    }
}
