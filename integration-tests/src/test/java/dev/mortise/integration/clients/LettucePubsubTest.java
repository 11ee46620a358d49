package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.Twins;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.sync.RedisPubSubCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lettuce publishes and listens, on one connection where the protocol lets it. */
@Twins.Shared
class LettucePubsubTest {

    private static final ClientResources RESOURCES = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();

    /** Notes all it is told. */
    private static final class Notes extends RedisPubSubAdapter<String, String> {
        private final Told told = new Told();

        @Override
        public void message(String channel, String message) {
            told.add(channel + ": " + message);
        }

        @Override
        public void message(String pattern, String channel, String message) {
            told.add(pattern + " " + channel + ": " + message);
        }

        @Override
        public void subscribed(String channel, long count) {
            told.add("+" + channel + " " + count);
        }

        @Override
        public void unsubscribed(String channel, long count) {
            told.add("-" + channel + " " + count);
        }
    }

    @AfterAll
    static void releaseThreads() {
        RESOURCES.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void publishesAndListens(ProtocolVersion protocol, Twins twins) throws InterruptedException {
        RedisURI uri = RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(twins.subject().port())
                .build();
        RedisClient client = RedisClient.create(RESOURCES, uri);
        client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
        try (StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub();
                StatefulRedisPubSubConnection<String, String> other = client.connectPubSub()) {
            Notes notes = new Notes();
            listening.addListener(notes);
            RedisPubSubCommands<String, String> commands = listening.sync();

            commands.subscribe("news", "weather");
            assertEquals("+news 1", notes.told.next());
            assertEquals("+weather 2", notes.told.next());
            commands.psubscribe("n*");
            assertEquals(2, other.sync().publish("news", "hello"));
            assertEquals("news: hello", notes.told.next());
            assertEquals("n* news: hello", notes.told.next());
            assertEquals(List.of("news"), other.sync().pubsubChannels("n*"));
            assertEquals(Map.of("news", 1L, "other", 0L), other.sync().pubsubNumsub("news", "other"));
            assertEquals(1, other.sync().pubsubNumpat());
            if (protocol == ProtocolVersion.RESP3) {
                assertEquals(1, commands.publish("weather", "own"));
                assertEquals("weather: own", notes.told.next());
            }

            commands.punsubscribe("n*");
            commands.unsubscribe("news", "weather");
            assertEquals("-news 1", notes.told.next());
            assertEquals("-weather 0", notes.told.next());
            assertEquals(0, other.sync().publish("news", "nobody"));
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }
}
