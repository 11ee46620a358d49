package dev.mortise.hashes;

import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Keyspace;
import dev.mortise.api.Slice;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Small hashes, which lie in the memory of the keyspace as bytes, through all that happens to keys. */
class PackedHashesTest {

    private final TestServer server = TestServer.with(new HashesModule(), new TestKeys());
    private final Keyspace keyspace = server.server().keyspace();

    private byte[] digest(String key) {
        return keyspace.digest(0, Slice.of(key));
    }

    @Test
    void goThroughRandomChangesUnharmed() {
        SplittableRandom random = new SplittableRandom(11);
        Map<String, Map<String, String>> model = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String key = "key" + random.nextInt(40);
            String field = "field" + random.nextInt(30);
            switch (random.nextInt(6)) {
                case 0 -> {
                    server.send("HDEL " + key + " " + field);
                    Map<String, String> hash = model.get(key);
                    if (hash != null) {
                        hash.remove(field);
                        if (hash.isEmpty()) {
                            model.remove(key);
                        }
                    }
                }
                case 1 -> {
                    String target = "key" + random.nextInt(40);
                    Map<String, String> hash = model.get(key);
                    if (hash != null && !target.equals(key)) {
                        boolean copies = random.nextBoolean();
                        server.send((copies ? "TEST.COPY " : "TEST.MOVE ") + key + " " + target);
                        model.put(target, new LinkedHashMap<>(hash));
                        if (!copies) {
                            model.remove(key);
                        }
                    }
                }
                case 2 -> server.send("TEST.EXPIRE " + key + " 1000000");
                default -> {
                    String value = "v".repeat(random.nextInt(random.nextInt(50) == 0 ? 300 : 60));
                    server.call("HSET", key, field, value);
                    model.computeIfAbsent(key, _ -> new LinkedHashMap<>()).put(field, value);
                }
            }
        }
        model.forEach((key, hash) -> {
            assertEquals(integer(hash.size()), server.send("HLEN " + key));
            hash.forEach((field, value) -> assertEquals(ReplyValue.bulk(value), server.call("HGET", key, field)));
        });
        assertEquals(model.size(), keyspace.size(0));
        // Everything goes, and with it the memory.
        model.forEach((key, hash) -> hash.keySet().forEach(field -> server.send("HDEL " + key + " " + field)));
        assertEquals(0, keyspace.size(0));
    }

    @Test
    void aCopyIsAHashOfItsOwn() {
        server.send("HSET h a 1 b 2");
        server.send("TEST.COPY h other");
        assertArrayEquals(digest("h"), digest("other"));
        server.send("HSET other a 3");
        assertEquals(bulks("a", "1", "b", "2"), server.send("HGETALL h"));
        assertEquals(bulks("a", "3", "b", "2"), server.send("HGETALL other"));
    }

    @Test
    void theSignatureIsThatOfRedisInEitherForm() {
        // What redis-server 7.0.15 answers to DEBUG DIGEST-VALUE after the same.
        server.send("HSET h a 1 b 2 c 3");
        String compact = HexFormat.of().formatHex(digest("h"));
        server.send("HSET h d " + "x".repeat(65));
        server.send("HDEL h d");
        assertEquals(status("hashtable"), server.send("TEST.ENCODING h"));
        assertEquals(compact, HexFormat.of().formatHex(digest("h")));
        assertEquals("b60c36e529712296d694f27b5914cbe84950995e", compact);
        server.send("HSET h a 2 b 1");
        assertNotEquals(compact, HexFormat.of().formatHex(digest("h")));
    }

    @Test
    void growIntoObjectsAndStillCount() {
        server.send("HSET h a 1");
        long small = keyspace.read(0, Slice.of("h"), entry -> entry.memoryBytes());
        assertTrue(small < 64, "small: " + small);
        for (int i = 0; i < 500; i++) {
            server.send("HSET h field" + i + " " + "x".repeat(30));
        }
        assertEquals(status("listpack"), server.send("TEST.ENCODING h"));
        long large = keyspace.read(0, Slice.of("h"), entry -> entry.memoryBytes());
        assertTrue(large > 500 * 38, "large: " + large);
        for (int i = 0; i < 500; i++) {
            server.send("HDEL h field" + i);
        }
        assertEquals(bulks("a", "1"), server.send("HGETALL h"));
    }
}
