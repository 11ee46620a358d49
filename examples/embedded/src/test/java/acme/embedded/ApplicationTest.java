package acme.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.EmbeddedServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class ApplicationTest {

    @Test
    void tellsHowItIsDoingToAnyClient() {
        try (EmbeddedServer server = Application.serverAt(0);
                Jedis jedis = new Jedis(server.uri())) {
            List<?> status = (List<?>) jedis.sendCommand(() -> "APP.STATUS".getBytes(StandardCharsets.US_ASCII));

            assertEquals("server_version", new String((byte[]) status.getFirst(), StandardCharsets.US_ASCII));
            assertEquals(server.server().version(), new String((byte[]) status.get(1), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void hasALimitOfMemory() {
        try (EmbeddedServer server = Application.serverAt(0)) {
            assertEquals("67108864", server.server().parameters().get("maxmemory"));
        }
    }
}
