package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Twins.Shared
class LettuceTest {

    private static final ClientResources RESOURCES = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();

    @BeforeEach
    void empty(Twins twins) {
        twins.empty();
    }

    @AfterAll
    static void releaseThreads() {
        RESOURCES.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void storesAndReadsStrings(ProtocolVersion protocol, Twins twins) {
        connected(twins.subject(), protocol, connection -> {
            RedisCommands<String, String> commands = connection.sync();
            assertEquals("PONG", commands.ping());
            assertEquals("OK", commands.set("greeting", "grüße"));
            assertEquals("grüße", commands.get("greeting"));
            assertNull(commands.get("missing"));
            assertNull(commands.set("greeting", "again", SetArgs.Builder.nx()));
            assertEquals("grüße", commands.setGet("greeting", "hallo"));
            assertEquals("OK", commands.mset(Map.of("a", "1", "b", "2")));
            assertEquals(3, commands.incrby("a", 2));
            assertEquals("hallo", commands.getdel("greeting"));
            assertEquals(2, commands.exists("a", "b", "greeting"));
            assertEquals("string", commands.type("a"));
            assertThrows(RedisCommandExecutionException.class, () -> commands.expire("a", Long.MAX_VALUE));
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void runsTransactions(ProtocolVersion protocol, Twins twins) {
        connected(twins.subject(), protocol, connection -> {
            RedisCommands<String, String> commands = connection.sync();
            commands.multi();
            commands.set("greeting", "hello");
            commands.incr("greeting");
            commands.get("greeting");
            TransactionResult result = commands.exec();

            assertFalse(result.wasDiscarded());
            assertEquals("OK", result.<String>get(0));
            assertInstanceOf(RedisCommandExecutionException.class, result.<Object>get(1));
            assertEquals("hello", result.<String>get(2));

            commands.watch("greeting");
            commands.set("greeting", "changed");
            commands.multi();
            commands.set("greeting", "again");
            assertTrue(commands.exec().wasDiscarded());
            assertEquals("changed", commands.get("greeting"));

            commands.multi();
            commands.set("greeting", "again");
            assertEquals("OK", commands.discard());
            assertEquals("changed", commands.get("greeting"));
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void letsKeysExpire(ProtocolVersion protocol, Twins twins) {
        connected(twins.subject(), protocol, connection -> {
            RedisCommands<String, String> commands = connection.sync();
            commands.set("mortal", "v", SetArgs.Builder.ex(100));
            assertTrue(commands.pttl("mortal") > 90_000);
            assertTrue(commands.persist("mortal"));
            assertEquals(-1, commands.ttl("mortal"));
            assertTrue(commands.pexpireat("mortal", 4102444800000L));
            assertEquals(4102444800000L, commands.pexpiretime("mortal"));
            assertTrue(commands.expire("mortal", Duration.ofSeconds(-1)));
            assertNull(commands.get("mortal"));
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void sendsPipelines(ProtocolVersion protocol, Twins twins) {
        connected(twins.subject(), protocol, connection -> {
            connection.setAutoFlushCommands(false);
            List<RedisFuture<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                counts.add(connection.async().incr("count"));
            }
            connection.flushCommands();
            for (int i = 0; i < counts.size(); i++) {
                assertEquals(i + 1, result(counts.get(i)));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void visitsEveryKey(ProtocolVersion protocol, Twins twins) {
        connected(twins.subject(), protocol, connection -> {
            RedisCommands<String, String> commands = connection.sync();
            Set<String> expected =
                    IntStream.range(0, 1_000).mapToObj(i -> "key:" + i).collect(Collectors.toSet());
            expected.forEach(key -> commands.set(key, "v"));
            commands.set("other", "v");

            Set<String> visited = new HashSet<>();
            ScanIterator.scan(commands, ScanArgs.Builder.matches("key:*").limit(37))
                    .forEachRemaining(visited::add);
            assertEquals(expected, visited);
            assertEquals(expected, new HashSet<>(commands.keys("key:*")));
        });
    }

    @Test
    void asksTheServerAboutItself(Twins twins) {
        connected(twins.subject(), ProtocolVersion.RESP3, connection -> {
            RedisCommands<String, String> commands = connection.sync();
            assertTrue(commands.info("server").contains("redis_version:7.0.15"));
            assertEquals(Map.of("databases", "16"), commands.configGet("databases"));
            assertEquals("OK", commands.clientSetname("tester"));
            assertEquals("tester", commands.clientGetname());
            assertTrue(commands.clientList().contains("name=tester"));
            assertTrue(commands.commandCount() > 40);
            assertEquals(1, commands.commandInfo("get").size());
            assertEquals(2, commands.time().size());
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void givesThePassword(ProtocolVersion protocol) {
        try (ServerProcess server = ServerProcess.start(Product.subject(), Map.of("requirepass", "secret"))) {
            RedisURI right = uri(server).withPassword("secret".toCharArray()).build();
            connected(
                    right,
                    protocol,
                    connection -> assertEquals("PONG", connection.sync().ping()));

            RedisURI wrong = uri(server).withPassword("wrong".toCharArray()).build();
            assertThrows(RedisConnectionException.class, () -> connected(wrong, protocol, connection -> {}));
        }
    }

    private static RedisURI.Builder uri(ServerProcess server) {
        return RedisURI.builder().withHost("127.0.0.1").withPort(server.port());
    }

    private static void connected(
            ServerProcess server,
            ProtocolVersion protocol,
            Consumer<StatefulRedisConnection<String, String>> conversation) {
        connected(uri(server).build(), protocol, conversation);
    }

    private static void connected(
            RedisURI uri, ProtocolVersion protocol, Consumer<StatefulRedisConnection<String, String>> conversation) {
        RedisClient client = RedisClient.create(RESOURCES, uri);
        client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            conversation.accept(connection);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private static long result(RedisFuture<Long> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
