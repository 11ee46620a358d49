package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;

@Twins.Shared
class JedisTest {

    @BeforeEach
    void empty(Twins twins) {
        twins.empty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void storesAndReadsStrings(RedisProtocol protocol, Twins twins) {
        try (RedisClient client = client(twins.subject(), protocol)) {
            assertEquals("PONG", client.ping());
            assertEquals("OK", client.set("greeting", "hello"));
            assertEquals("hello", client.get("greeting"));
            assertNull(client.get("missing"));
            assertNull(client.set("greeting", "again", new SetParams().nx()));
            assertEquals("hello", client.setGet("greeting", "hallo"));
            assertEquals(
                    List.of("hallo", "x"),
                    client.mget("greeting", "missing", "x").stream()
                            .map(value -> value == null ? "x" : value)
                            .distinct()
                            .toList());
            assertEquals(3, client.incrBy("n", 3));
            assertEquals(2, client.decr("n"));
            assertEquals(6, client.append("greeting", "!"));
            assertEquals(2, client.exists("greeting", "n", "missing"));
            assertEquals("string", client.type("n"));
            assertEquals(1, client.del("n"));
            assertThrows(JedisDataException.class, () -> client.incr("greeting"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void runsTransactions(RedisProtocol protocol, Twins twins) {
        try (RedisClient client = client(twins.subject(), protocol);
                AbstractTransaction transaction = client.multi()) {
            Response<String> set = transaction.set("greeting", "hello");
            Response<Long> failed = transaction.incr("greeting");
            Response<String> got = transaction.get("greeting");

            assertEquals(3, transaction.exec().size());
            assertEquals("OK", set.get());
            assertThrows(JedisDataException.class, failed::get);
            assertEquals("hello", got.get());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void runsNothingIfSomebodyHasChangedWhatWasWatched(RedisProtocol protocol, Twins twins) {
        try (RedisClient client = client(twins.subject(), protocol);
                AbstractTransaction transaction = client.transaction(false)) {
            transaction.watch("stock");
            client.set("stock", "1");
            transaction.multi();
            transaction.incr("stock");

            assertNull(transaction.exec());
            assertEquals("1", client.get("stock"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void keepsBytesAsTheyAre(RedisProtocol protocol, Twins twins) {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        try (RedisClient client = client(twins.subject(), protocol)) {
            client.set(bytes, bytes);

            assertArrayEquals(bytes, client.get(bytes));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void letsKeysExpire(RedisProtocol protocol, Twins twins) {
        try (RedisClient client = client(twins.subject(), protocol)) {
            client.set("mortal", "v", new SetParams().ex(100));
            assertTrue(client.ttl("mortal") > 90);
            assertEquals(1, client.persist("mortal"));
            assertEquals(-1, client.ttl("mortal"));
            assertEquals(1, client.expireAt("mortal", 4102444800L));
            assertEquals(4102444800L, client.expireTime("mortal"));
            assertEquals(1, client.pexpire("mortal", -1));
            assertNull(client.get("mortal"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void sendsPipelines(RedisProtocol protocol, Twins twins) {
        try (RedisClient client = client(twins.subject(), protocol);
                Pipeline pipeline = client.pipelined()) {
            List<Response<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                counts.add(pipeline.incr("count"));
            }
            Response<String> missing = pipeline.get("missing");
            pipeline.sync();

            for (int i = 0; i < counts.size(); i++) {
                assertEquals(i + 1, counts.get(i).get());
            }
            assertNull(missing.get());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void visitsEveryKey(RedisProtocol protocol, Twins twins) {
        try (RedisClient client = client(twins.subject(), protocol)) {
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                client.set("key:" + i, "v");
                client.set("other:" + i, "v");
                expected.add("key:" + i);
            }
            Set<String> visited = new HashSet<>();
            String cursor = "0";
            do {
                var page = client.scan(cursor, new ScanParams().match("key:*").count(70));
                visited.addAll(page.getResult());
                cursor = page.getCursor();
            } while (!cursor.equals("0"));

            assertEquals(expected, visited);
            assertEquals(expected, new HashSet<>(client.keys("key:*")));
        }
    }

    @Test
    void asksTheServerAboutItself(Twins twins) {
        try (Jedis jedis = new Jedis("127.0.0.1", twins.subject().port())) {
            assertTrue(jedis.info().contains("redis_version:7.0.15"));
            assertEquals(Map.of("databases", "16"), jedis.configGet("databases"));
            assertEquals("OK", jedis.clientSetname("tester"));
            assertTrue(jedis.clientList().contains("name=tester"));
            jedis.select(3);
            jedis.set("here", "v");
            assertEquals(1, jedis.dbSize());
            jedis.select(0);
            assertEquals(0, jedis.dbSize());
            assertEquals(2, jedis.time().size());
            assertEquals("OK", jedis.flushAll());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisProtocol.class,
            names = {"RESP2", "RESP3"})
    void givesThePassword(RedisProtocol protocol) {
        try (ServerProcess server = ServerProcess.start(Product.subject(), Map.of("requirepass", "secret"))) {
            try (RedisClient client = client(server, protocol, "secret")) {
                assertEquals("PONG", client.ping());
            }
            try (RedisClient client = client(server, protocol, "wrong")) {
                assertThrows(JedisAccessControlException.class, client::ping);
            }
        }
    }

    private static RedisClient client(ServerProcess server, RedisProtocol protocol) {
        return client(server, protocol, null);
    }

    private static RedisClient client(ServerProcess server, RedisProtocol protocol, @Nullable String password) {
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", server.port())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .protocol(protocol)
                        .clientName("jedis-test")
                        .password(password)
                        .build())
                .build();
    }
}
