package dev.mortise.integration.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.EmbeddedServer;
import dev.mortise.testkit.junit.MortiseExtension;
import java.net.URI;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

// @start region="whole"
@ExtendWith(MortiseExtension.class)
class DeclaredExtensionTest {

    @Test
    void storesAGreeting(URI server) {
        try (Jedis jedis = new Jedis(server)) {
            jedis.set("greeting", "hello");

            assertEquals("hello", jedis.get("greeting"));
        }
    }

    @RepeatedTest(2)
    void findsNoKeysOfOtherTests(EmbeddedServer server, @MortiseExtension.Port int port) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            assertEquals(0, jedis.dbSize());

            jedis.select(3);
            assertEquals(0, jedis.dbSize());
            jedis.incr("count");
        }
        assertEquals(1, server.server().keyspace().size(3));
    }
}
// @end
