package acme.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.EmbeddedServer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** With the whole server, because it is its configuration that chooses. */
class DialectModuleTest {

    private static EmbeddedServer.Builder chosen() {
        return EmbeddedServer.with(new DialectModule())
                .set("plugins.override.SET", "acme.dialect")
                .set("plugins.override.MSET", "acme.dialect");
    }

    @Test
    void answersHowManyWereSet() {
        try (EmbeddedServer server = chosen().start();
                Jedis jedis = new Jedis(server.uri())) {
            assertEquals(1L, jedis.sendCommand(Command.SET, "a", "1"));
            assertEquals(2L, jedis.sendCommand(Command.MSET, "b", "2", "c", "3"));

            assertEquals("1", jedis.get("a"));
            assertEquals("3", jedis.get("c"));
        }
    }

    @Test
    void knowsNoOptions() {
        try (EmbeddedServer server = chosen().start();
                Jedis jedis = new Jedis(server.uri())) {
            assertThrows(JedisDataException.class, () -> jedis.sendCommand(Command.SET, "a", "1", "NX"));
            assertThrows(JedisDataException.class, () -> jedis.sendCommand(Command.MSET, "a", "1", "b"));
        }
    }

    @Test
    void doesNotStartWithoutBeingChosen() {
        EmbeddedServer.Builder notChosen = EmbeddedServer.with(new DialectModule());

        String refusal =
                assertThrows(IllegalStateException.class, notChosen::start).getMessage();

        assertTrue(refusal.contains("acme.dialect") && refusal.contains("plugins.override"), refusal);
    }
}
