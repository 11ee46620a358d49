package dev.mortise.integration.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Setup;
import dev.mortise.testkit.EmbeddedServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** The examples of {@link EmbeddedServer}. */
class EmbeddedServerTest {

    /** A command of the application's own. */
    static final class Greetings implements CommandModule {
        @Override
        public void configure(Setup setup) {
            setup.command(
                    CommandSpec.named("APP.GREET")
                            .args(1)
                            .flags(Flag.READONLY, Flag.FAST)
                            .build(),
                    (request, reply) -> reply.bulk("hello " + request.arg(0).utf8()));
        }
    }

    @Test
    void servesJedis() {
        // @start region="shortest"
        try (EmbeddedServer server = EmbeddedServer.start();
                Jedis jedis = new Jedis(server.uri())) {
            jedis.set("greeting", "hello");

            assertEquals("hello", jedis.get("greeting"));
        }
        // @end
    }

    @Test
    void isBuiltToOrder() {
        // @start region="builder"
        try (EmbeddedServer server = EmbeddedServer.with(new Greetings())
                        .set("maxmemory", "100mb")
                        .set("maxmemory-policy", "allkeys-lru")
                        .set("requirepass", "secret")
                        .start();
                Jedis jedis = new Jedis(server.uri())) {
            Object greeting = jedis.sendCommand(() -> "APP.GREET".getBytes(Protocol.CHARSET), "ana");

            assertEquals("hello ana", new String((byte[]) greeting, Protocol.CHARSET));
        }
        // @end
    }

    @Test
    void servesLettuce() {
        try (EmbeddedServer server =
                        EmbeddedServer.builder().set("requirepass", "a:b@c/d%e").start();
                RedisClient client = RedisClient.create(RedisURI.create(server.uri()));
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().set("greeting", "hello");

            assertEquals("hello", connection.sync().get("greeting"));
        }
    }

    @Test
    void takesJedisThePasswordWhateverIsInIt() {
        try (EmbeddedServer server =
                        EmbeddedServer.builder().set("requirepass", "a:b@c/d%e").start();
                Jedis jedis = new Jedis(server.uri())) {
            assertEquals("PONG", jedis.ping());
        }
    }

    @Test
    void isShutDownByAClient() throws InterruptedException {
        try (EmbeddedServer server = EmbeddedServer.start();
                Jedis jedis = new Jedis(server.uri())) {
            jedis.shutdown();

            server.awaitStop();
            assertFalse(server.isRunning());
        }
    }
}
