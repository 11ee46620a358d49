package dev.mortise.integration.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.testkit.EmbeddedServer;
import dev.mortise.testkit.junit.MortiseExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

// @start region="whole"
class RegisteredExtensionTest {

    @RegisterExtension
    static final MortiseExtension MORTISE =
            new MortiseExtension(EmbeddedServer.builder().set("databases", "2").set("proto-max-bulk-len", "1mb"));

    private final Jedis jedis = new Jedis(MORTISE.server().uri());

    @Test
    void hasTheParametersOfThisClass() {
        assertEquals("OK", jedis.select(1));
        assertThrows(JedisDataException.class, () -> jedis.select(2));
    }
}
// @end
