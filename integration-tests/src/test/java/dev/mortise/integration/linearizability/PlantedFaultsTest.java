package dev.mortise.integration.linearizability;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.EmbeddedServer;
import dev.mortise.testkit.ReplyValue;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands that are wrong are found to be wrong, by the same clients and the same checker which find the server's own
 * commands right.
 */
class PlantedFaultsTest {

    /** One is enough, usually. */
    private static final int MOST_ROUNDS = 200;

    @ParameterizedTest
    @CsvSource({
        "REGISTERS, INCR, TORN.INCR",
        "REGISTERS, GET, STALE.GET",
        "MANY_KEYS, MGET, TORN.MGET",
        "MANY_KEYS, MSET, TORN.MSET",
        "LISTS, LPOP, TORN.LPOP",
        "DATABASES, FLUSHALL, TORN.FLUSHALL",
        "DATABASES, SWAPDB, TORN.SWAPDB",
        "DATABASES, FLUSHDB, FLUSHALL",
        "DATABASES, FLUSHALL, FLUSHDB",
    })
    @Timeout(120)
    void areFound(Workload workload, String right, String wrong) throws Exception {
        try (EmbeddedServer server =
                EmbeddedServer.with(new TornModule()).set("io-threads", "3").start()) {
            UnaryOperator<String> dialect = name -> name.equals(right) ? wrong : name;
            Optional<String> violation = Optional.empty();
            for (int round = 0; round < MOST_ROUNDS && violation.isEmpty(); round++) {
                server.flush();
                List<Operation<Call, ReplyValue>> history =
                        ConcurrentClients.run(server.port(), workload, round, dialect);
                violation = new LinearizabilityChecker<>(new KeyspaceModel()).violation(history);
            }
            assertTrue(violation.orElse("").startsWith("not linearizable"), "what is wrong was not found");
        }
    }

    /** One client alone notices nothing, so that the other tests of a command would not either. */
    @Test
    void areHiddenFromOneWhoIsAlone() {
        try (EmbeddedServer server = EmbeddedServer.with(new TornModule()).start();
                Wire wire = Wire.to(server.port())) {
            assertEquals(integer(1), wire.ask("TORN.INCR number").value());
            assertEquals(integer(2), wire.ask("TORN.INCR number").value());
            assertEquals(ok(), wire.ask("TORN.MSET a 1 b 2").value());
            assertEquals(bulks("1", "2"), wire.ask("TORN.MGET a b").value());
            wire.ask("RPUSH list x y");
            assertEquals(bulk("x"), wire.ask("TORN.LPOP list").value());
            assertEquals(bulks("y"), wire.ask("LRANGE list 0 -1").value());
            wire.ask("MSET key0 1 key2 1");
            assertEquals(ok(), wire.ask("TORN.SWAPDB 0 1").value());
            assertEquals(array(nil(), nil()), wire.ask("MGET key0 key2").value());
            assertEquals(ok(), wire.ask("TORN.SWAPDB 0 1").value());
            assertEquals(bulks("1", "1"), wire.ask("MGET key0 key2").value());
            assertEquals(ok(), wire.ask("TORN.FLUSHALL").value());
            assertEquals(array(nil(), nil()), wire.ask("MGET key0 key2").value());
        }
    }
}
