package dev.mortise.lists;

import static dev.mortise.testkit.ReplyValue.bulks;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Keyspace;
import dev.mortise.api.Slice;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Small lists, which lie in the memory of the keyspace as bytes, through all that happens to keys. */
class PackedListsTest {

    private final TestServer server = TestServer.with(new ListsModule(), new TestKeys());
    private final Keyspace keyspace = server.server().keyspace();

    @Test
    void goThroughRandomChangesUnharmed() {
        SplittableRandom random = new SplittableRandom(11);
        Map<String, List<String>> model = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String key = "key" + random.nextInt(30);
            String other = "key" + random.nextInt(30);
            List<String> list = model.computeIfAbsent(key, _ -> new ArrayList<>());
            switch (random.nextInt(8)) {
                case 0 -> {
                    server.send("LPOP " + key);
                    if (!list.isEmpty()) {
                        list.removeFirst();
                    }
                }
                case 1 -> {
                    server.send("RPOP " + key + " 3");
                    list.subList(Math.max(0, list.size() - 3), list.size()).clear();
                }
                case 2, 3 -> {
                    server.send("LMOVE " + key + " " + other + " LEFT RIGHT");
                    if (!list.isEmpty()) {
                        model.computeIfAbsent(other, _ -> new ArrayList<>()).addLast(list.removeFirst());
                    }
                }
                case 4 -> {
                    if (!list.isEmpty() && !key.equals(other)) {
                        server.send("TEST.COPY " + key + " " + other);
                        model.put(other, new ArrayList<>(list));
                    }
                }
                default -> {
                    String element = "v".repeat(random.nextInt(random.nextInt(40) == 0 ? 900 : 60));
                    boolean first = random.nextBoolean();
                    server.call(first ? "LPUSH" : "RPUSH", key, element);
                    list.add(first ? 0 : list.size(), element);
                }
            }
        }
        model.forEach((key, list) ->
                assertEquals(bulks(list.toArray(String[]::new)), server.send("LRANGE " + key + " 0 -1")));
        model.values().removeIf(List::isEmpty);
        assertEquals(model.size(), keyspace.size(0));
        model.keySet().forEach(key -> server.send("LTRIM " + key + " 1 0"));
        assertEquals(0, keyspace.size(0));
    }

    @Test
    void aSmallListTakesLittleMoreThanItsElements() {
        server.send("RPUSH l 1 2 3 4 5 6 7 8 9 10");
        long small = keyspace.read(0, Slice.of("l"), entry -> entry.memoryBytes());
        assertTrue(small < 80, "small: " + small);
        for (int i = 0; i < 500; i++) {
            server.send("RPUSH l " + "x".repeat(30));
        }
        long large = keyspace.read(0, Slice.of("l"), entry -> entry.memoryBytes());
        assertTrue(large > 500 * 32, "large: " + large);
    }

    @Test
    void theSignatureDoesNotTellHowAListIsKept() {
        server.send("RPUSH l a b c");
        byte[] small = keyspace.digest(0, Slice.of("l"));
        server.send("RPUSH l " + "x".repeat(2000));
        server.send("RPOP l");
        assertArrayEquals(small, keyspace.digest(0, Slice.of("l")));
    }
}
