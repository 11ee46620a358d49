package dev.mortise.integration.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.moilioncircle.redis.replicator.Configuration;
import com.moilioncircle.redis.replicator.FileType;
import com.moilioncircle.redis.replicator.RedisReplicator;
import com.moilioncircle.redis.replicator.Replicator;
import com.moilioncircle.redis.replicator.rdb.datatype.KeyStringValueHash;
import com.moilioncircle.redis.replicator.rdb.datatype.KeyStringValueList;
import com.moilioncircle.redis.replicator.rdb.datatype.KeyStringValueString;
import com.moilioncircle.redis.replicator.rdb.datatype.KeyValuePair;
import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.RawReply;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one server saves the other loads, to the last byte. */
class ExchangeTest {

    private static final int KEYS = 3_000;

    @TempDir
    private Path directory = Path.of("");

    private Map<String, String> parameters() {
        return Map.of("dir", directory.toString());
    }

    private ServerProcess mortise() {
        return ServerProcess.start(Product.subject(), parameters());
    }

    private ServerProcess redis() {
        return ServerProcess.start(Product.oracle(), parameters());
    }

    /** Strings of every encoding and length, hashes of both forms, and lists, some with an expiry, in two databases. */
    private static void fill(Wire wire, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < KEYS; i++) {
            if (i == KEYS / 2) {
                wire.ask("SELECT 5");
            }
            if (random.nextInt(5) == 0) {
                wire.send(hash("key:" + i, random));
                assertTrue(Integer.parseInt(wire.reply().text()) > 0);
                continue;
            }
            if (random.nextInt(20) == 0) {
                wire.send(list("key:" + i, random));
                assertTrue(Integer.parseInt(wire.reply().text()) > 0);
                continue;
            }
            String value = switch (random.nextInt(6)) {
                case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
                case 1 -> "abc".repeat(random.nextInt(1000));
                case 2 -> "x".repeat(random.nextInt(70_000));
                case 3 -> "-0";
                case 4 -> "";
                default -> noise(random);
            };
            String options = random.nextInt(4) == 0 ? " PXAT " + (4_000_000_000_000L + i) : "";
            wire.send(request("SET", "key:" + i, value, options));
            assertEquals("OK", wire.reply().text());
        }
    }

    /** {@return an HSET of fields that are few or many, and values that are short or long} */
    private static byte[] hash(String key, SplittableRandom random) {
        int fields = 1 << random.nextInt(11);
        boolean longValues = random.nextInt(4) == 0;
        StringBuilder text = new StringBuilder("*" + (2 + 2 * fields) + "\r\n");
        bulk(text, "HSET");
        bulk(text, key);
        for (int i = 0; i < fields; i++) {
            bulk(text, i == 0 ? "" : i % 3 == 0 ? Integer.toString(i * i) : "field" + i);
            bulk(text, longValues ? noise(random) : Long.toString(random.nextLong() >> random.nextInt(64)));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] request(String name, String key, String value, String options) {
        String[] more = options.isBlank() ? new String[0] : options.strip().split(" ", -1);
        StringBuilder text = new StringBuilder("*" + (3 + more.length) + "\r\n");
        bulk(text, name);
        bulk(text, key);
        bulk(text, value);
        for (String word : more) {
            bulk(text, word);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void bulk(StringBuilder text, String word) {
        text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }

    private static String digest(Wire wire) {
        return wire.ask("DEBUG DIGEST").text();
    }

    private ServerProcess debuggable(Product product) {
        return ServerProcess.start(product, Map.of("dir", directory.toString(), "enable-debug-command", "yes"));
    }

    @Test
    void redisLoadsWhatIsSavedHere() throws IOException {
        String expected;
        try (ServerProcess server = debuggable(Product.subject());
                Wire wire = Wire.to(server)) {
            fill(wire, 1);
            expected = digest(wire);
            assertEquals("OK", wire.ask("SAVE").text());
        }
        assertEquals("REDIS0009", header());
        RedisCheck.looksOk(directory.resolve("dump.rdb"));
        try (ServerProcess server = debuggable(Product.oracle());
                Wire wire = Wire.to(server)) {
            assertEquals(expected, digest(wire));
        }
    }

    @Test
    void whatRedisSavesIsLoadedHere() throws IOException {
        String expected;
        try (ServerProcess server = debuggable(Product.oracle());
                Wire wire = Wire.to(server)) {
            fill(wire, 2);
            expected = digest(wire);
            assertEquals("OK", wire.ask("SAVE").text());
        }
        assertEquals("REDIS0010", header());
        try (ServerProcess server = debuggable(Product.subject());
                Wire wire = Wire.to(server)) {
            assertEquals(expected, digest(wire));
        }
    }

    /** Chooses the database of what the reader has found. {@return the key} */
    private static String select(Wire wire, KeyValuePair<byte[], ?> found) {
        assertEquals("OK", wire.ask("SELECT " + found.getDb().getDbNumber()).text());
        return new String(found.getKey(), StandardCharsets.ISO_8859_1);
    }

    /** Of strings it gets everything right; of other types, not the score {@code inf}. */
    @Test
    void aReaderThatIsNotRedisAgrees() throws IOException {
        try (ServerProcess server = debuggable(Product.subject());
                Wire wire = Wire.to(server)) {
            fill(wire, 4);
            assertEquals("OK", wire.ask("SAVE").text());
            List<KeyStringValueString> found = new ArrayList<>();
            List<KeyStringValueHash> hashes = new ArrayList<>();
            List<KeyStringValueList> lists = new ArrayList<>();
            try (Replicator reader = new RedisReplicator(
                    directory.resolve("dump.rdb").toFile(), FileType.RDB, Configuration.defaultSetting())) {
                reader.addEventListener((_, event) -> {
                    if (event instanceof KeyStringValueString string) {
                        found.add(string);
                    } else if (event instanceof KeyStringValueHash hash) {
                        hashes.add(hash);
                    } else if (event instanceof KeyStringValueList list) {
                        lists.add(list);
                    }
                });
                reader.open();
            }
            assertEquals(KEYS, found.size() + hashes.size() + lists.size());
            for (KeyStringValueHash hash : hashes) {
                String key = select(wire, hash);
                String fields = Integer.toString(hash.getValue().size());
                assertEquals(fields, wire.ask("HLEN " + key).text(), key);
            }
            for (KeyStringValueList list : lists) {
                String key = select(wire, list);
                String elements = Integer.toString(list.getValue().size());
                assertEquals(elements, wire.ask("LLEN " + key).text(), key);
            }
            for (KeyStringValueString string : found) {
                String key = select(wire, string);
                wire.send(Words.request("GET " + key));
                assertArrayEquals(bytes(wire.reply()), string.getValue(), key);
                Long expiry = string.getExpiredMs();
                String expected = expiry == null ? "-1" : expiry.toString();
                assertEquals(expected, wire.ask("PEXPIRETIME " + key).text(), key);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"allkeys-lru, IDLETIME, 1000", "allkeys-lfu, FREQ, 77"})
    void howKeysWereUsedGoesThereAndBack(String policy, String what, long use) {
        Map<String, String> parameters = Map.of("dir", directory.toString(), "maxmemory-policy", policy);
        try (ServerProcess server = ServerProcess.start(Product.oracle(), parameters);
                Wire wire = Wire.to(server)) {
            wire.ask("SET key value");
            byte[] dump = dump(wire, "key");
            restore(wire, "used", dump, what, Long.toString(use));
            assertEquals("OK", wire.ask("SAVE").text());
        }
        for (Product product : List.of(Product.subject(), Product.oracle())) {
            try (ServerProcess server = ServerProcess.start(product, parameters);
                    Wire wire = Wire.to(server)) {
                long found = Long.parseLong(wire.ask("OBJECT " + what + " used").text());
                // A key grows older, or is used less and less, while this runs.
                assertTrue(Math.abs(found - use) <= 60, product + ": " + found);
                assertTrue(Long.parseLong(wire.ask("OBJECT " + what + " key").text()) <= 60);
                assertEquals("OK", wire.ask("SAVE").text());
            }
        }
    }

    @Test
    void whatIsNotUnderstoodGoesBackUnchanged() {
        String expected;
        try (ServerProcess server = debuggable(Product.oracle());
                Wire wire = Wire.to(server)) {
            wire.ask("RPUSH list a b c");
            wire.ask("SADD numbers 1 2 3");
            wire.ask("SADD words one two three");
            wire.ask("HSET hash field value number 5");
            wire.ask("ZADD scores 1.5 a inf b");
            wire.ask("XADD stream 1-1 field value");
            wire.ask("XGROUP CREATE stream group 0");
            wire.ask("XREADGROUP GROUP group me STREAMS stream >");
            wire.ask("SET string value");
            wire.ask("FUNCTION LOAD \"#!lua name=lib\\nredis.register_function('f', function() return 1 end)\"");
            wire.ask("CONFIG SET list-max-listpack-size 2 hash-max-listpack-entries 1 zset-max-listpack-entries 1");
            wire.ask("RPUSH long a b c d e f");
            wire.ask("HSET table a 1 b 2 c 3");
            wire.ask("ZADD ranks 1 a 2 b 3 c");
            expected = digest(wire);
            assertEquals("OK", wire.ask("SAVE").text());
        }
        try (ServerProcess server = debuggable(Product.subject());
                Wire wire = Wire.to(server)) {
            assertEquals("list", wire.ask("TYPE list").text());
            assertEquals("stream", wire.ask("TYPE stream").text());
            assertEquals("hash", wire.ask("TYPE table").text());
            assertTrue(wire.ask("GET list").text().startsWith("WRONGTYPE"));
            assertTrue(
                    wire.ask("INFO persistence").text().contains("snapshot_loaded_opaque:set=2,stream=1,zset=2\r\n"));
            assertEquals("OK", wire.ask("SAVE").text());
        }
        try (ServerProcess server = debuggable(Product.oracle());
                Wire wire = Wire.to(server)) {
            assertEquals(expected, digest(wire));
            assertEquals("1", wire.ask("FCALL f 0").text());
        }
    }

    @Test
    void dumpsAreExchangedBothWays() {
        try (ServerProcess ours = mortise();
                ServerProcess theirs = redis();
                Wire here = Wire.to(ours);
                Wire there = Wire.to(theirs)) {
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < 200; i++) {
                String value = i % 3 == 0 ? Integer.toString(random.nextInt()) : noise(random) + "ab".repeat(i);
                exchange(here, there, value);
                exchange(there, here, value);
            }
        }
    }

    @Test
    void dumpsOfHashesAreExchangedBothWays() {
        try (ServerProcess ours = debuggable(Product.subject());
                ServerProcess theirs = debuggable(Product.oracle());
                Wire here = Wire.to(ours);
                Wire there = Wire.to(theirs)) {
            SplittableRandom random = new SplittableRandom(4);
            for (int i = 0; i < 100; i++) {
                exchangeHash(here, there, "key:" + i, random);
                exchangeHash(there, here, "key:" + i, random);
            }
        }
    }

    @Test
    void dumpsOfListsAreExchangedBothWays() {
        try (ServerProcess ours = debuggable(Product.subject());
                ServerProcess theirs = debuggable(Product.oracle());
                Wire here = Wire.to(ours);
                Wire there = Wire.to(theirs)) {
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 100; i++) {
                exchangeList(here, there, "key:" + i, random);
                exchangeList(there, here, "key:" + i, random);
            }
        }
    }

    private static void exchangeList(Wire from, Wire to, String key, SplittableRandom random) {
        from.ask("DEL " + key);
        from.send(list(key, random));
        assertTrue(Integer.parseInt(from.reply().text()) > 0);
        restore(to, key, dump(from, key), "REPLACE");
        for (String asked : new String[] {"DEBUG DIGEST-VALUE ", "OBJECT ENCODING ", "LLEN "}) {
            assertEquals(from.ask(asked + key).text(), to.ask(asked + key).text(), asked + key);
        }
    }

    /** {@return an RPUSH of elements that are few or many, short or too long for a page} */
    private static byte[] list(String key, SplittableRandom random) {
        int elements = 1 << random.nextInt(12);
        StringBuilder text = new StringBuilder("*" + (2 + elements) + "\r\n");
        bulk(text, "RPUSH");
        bulk(text, key);
        for (int i = 0; i < elements; i++) {
            bulk(
                    text,
                    switch (random.nextInt(200)) {
                        case 0 -> "x".repeat(10_000 + i);
                        case 1 -> "";
                        case 2, 3, 4, 5, 6, 7, 8, 9, 10 -> noise(random);
                        default -> Long.toString(random.nextLong() >> random.nextInt(64));
                    });
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void exchangeHash(Wire from, Wire to, String key, SplittableRandom random) {
        from.ask("DEL " + key);
        from.send(hash(key, random));
        assertTrue(Integer.parseInt(from.reply().text()) > 0);
        restore(to, key, dump(from, key), "REPLACE");
        for (String asked : new String[] {"DEBUG DIGEST-VALUE ", "OBJECT ENCODING ", "HLEN "}) {
            assertEquals(from.ask(asked + key).text(), to.ask(asked + key).text(), asked + key);
        }
    }

    private static void exchange(Wire from, Wire to, String value) {
        from.send(request("SET", "k", value, ""));
        assertEquals("OK", from.reply().text());
        restore(to, "copy", dump(from, "k"), "REPLACE");
        to.send(Words.request("GET copy"));
        assertEquals(value, new String(bytes(to.reply()), StandardCharsets.ISO_8859_1));
    }

    private static byte[] dump(Wire wire, String key) {
        wire.send(Words.request("DUMP " + key));
        return bytes(wire.reply());
    }

    private static void restore(Wire wire, String key, byte[] dump, String... options) {
        StringBuilder restore = new StringBuilder("*" + (4 + options.length) + "\r\n");
        bulk(restore, "RESTORE");
        bulk(restore, key);
        bulk(restore, "0");
        bulk(restore, new String(dump, StandardCharsets.ISO_8859_1));
        for (String option : options) {
            bulk(restore, option);
        }
        wire.send(restore.toString().getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("OK", wire.reply().text());
    }

    private static byte[] bytes(RawReply reply) {
        return assertInstanceOf(ReplyValue.Bulk.class, reply.value()).bytes();
    }

    private String header() throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve("dump.rdb"));
        return new String(bytes, 0, 9, StandardCharsets.ISO_8859_1);
    }
}
