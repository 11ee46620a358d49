package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;

/** Jedis publishes and listens; a thread reads messages until it has unsubscribed from everything. */
@Twins.Shared
class JedisPubsubTest {

    /** Notes all it is told. */
    private static final class Notes extends JedisPubSub {
        private final Told told = new Told();

        @Override
        public void onMessage(String channel, String message) {
            told.add(channel + ": " + message);
        }

        @Override
        public void onPMessage(String pattern, String channel, String message) {
            told.add(pattern + " " + channel + ": " + message);
        }

        @Override
        public void onSubscribe(String channel, int subscribed) {
            told.add("+" + channel + " " + subscribed);
        }

        @Override
        public void onUnsubscribe(String channel, int subscribed) {
            told.add("-" + channel + " " + subscribed);
        }

        @Override
        public void onPSubscribe(String pattern, int subscribed) {
            told.add("+" + pattern + " " + subscribed);
        }

        @Override
        public void onPUnsubscribe(String pattern, int subscribed) {
            told.add("-" + pattern + " " + subscribed);
        }

        @Override
        public void onPong(String pattern) {
            told.add("pong " + pattern);
        }
    }

    private static RedisClient client(ServerProcess server, RedisProtocol protocol) {
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", server.port())
                .clientConfig(
                        DefaultJedisClientConfig.builder().protocol(protocol).build())
                .build();
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void publishesAndListens(RedisProtocol protocol, Twins twins) throws InterruptedException {
        try (RedisClient listening = client(twins.subject(), protocol);
                RedisClient client = client(twins.subject(), protocol)) {
            Notes notes = new Notes();
            Thread listener = Thread.ofPlatform().start(() -> listening.subscribe(notes, "news", "weather"));
            assertEquals("+news 1", notes.told.next());
            assertEquals("+weather 2", notes.told.next());

            assertEquals(1, client.publish("news", "hello"));
            assertEquals("news: hello", notes.told.next());
            assertEquals(0, client.publish("other", "hello"));

            notes.psubscribe("n*");
            assertEquals("+n* 3", notes.told.next());
            assertEquals(2, client.publish("news", "twice"));
            assertEquals("news: twice", notes.told.next());
            assertEquals("n* news: twice", notes.told.next());
            assertTrue(listener.isAlive());

            notes.unsubscribe("weather");
            assertEquals("-weather 2", notes.told.next());
            notes.punsubscribe();
            assertEquals("-n* 1", notes.told.next());
            notes.unsubscribe();
            assertEquals("-news 0", notes.told.next());
            listener.join(Duration.ofSeconds(Told.PATIENCE_SECONDS));

            // Its connection is an ordinary one again.
            assertEquals("PONG", listening.ping());
            assertEquals(0, client.publish("news", "nobody"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void isToldWhatHappensToKeys(RedisProtocol protocol) throws InterruptedException {
        try (Twins twins = Twins.start(Map.of("notify-keyspace-events", "KEA"));
                RedisClient listening = client(twins.subject(), protocol);
                RedisClient client = client(twins.subject(), protocol)) {
            Notes notes = new Notes();
            Thread listener = Thread.ofPlatform().start(() -> listening.psubscribe(notes, "__keyevent@0__:*"));
            assertEquals("+__keyevent@0__:* 1", notes.told.next());

            client.set("k", "v");
            client.pexpire("k", 1);
            List<String> expected = List.of("set: k", "expire: k", "expired: k");
            for (String event : expected) {
                assertEquals("__keyevent@0__:* __keyevent@0__:" + event, notes.told.next());
            }
            notes.punsubscribe();
            Await.until("it listens no more", Duration.ofSeconds(Told.PATIENCE_SECONDS), () -> !listener.isAlive());
        }
    }
}
