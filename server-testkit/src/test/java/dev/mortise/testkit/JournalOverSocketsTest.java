package dev.mortise.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.JournalUnit;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the journal and the events of several event loops at work tell what has become of keys. */
@Timeout(60)
class JournalOverSocketsTest {

    private static final int CLIENTS = 8;
    private static final int COMMANDS = 1500;
    private static final int KEYS = 5;

    private final QueueModule module = new QueueModule();
    private final List<Step> journal = new ArrayList<>();
    private final EmbeddedServer server =
            EmbeddedServer.with(module).set("io-threads", "3").start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** What one effect of a unit does with the queues. */
    private interface Step {
        void redo(TestServer replica);
    }

    /** Writes down what is needed to do a unit again; values are copied, as they live on. */
    private final class Recorder implements JournalUnit.Effects {
        @Override
        public void command(int database, List<Slice> words) {
            byte[][] copies = words.stream().map(Slice::toBytes).toArray(byte[][]::new);
            journal.add(replica -> replica.call(copies));
        }

        @Override
        public <V> void value(int database, Slice key, ValueType<V> type, V value, long expireAtMillis) {
            assertEquals(QueueModule.QUEUE, type);
            List<String> texts = texts(value);
            byte[] name = key.toBytes();
            journal.add(replica -> replica.server().keyspace().write(database, Slice.of(name), entry -> {
                entry.set(QueueModule.QUEUE, new ArrayDeque<>(texts));
                return "";
            }));
        }

        private static List<String> texts(Object value) {
            return ((ArrayDeque<?>) value).stream().map(String.class::cast).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doneAgainInItsOrderYieldsTheSameKeys(long seed) throws Exception {
        List<Long> positions = new ArrayList<>();
        module.journal = unit -> {
            positions.add(unit.position());
            unit.forEach(new Recorder());
        };
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed * CLIENTS + i);
                ends.add(threads.submit(() -> {
                    sendTo(random);
                    return null;
                }));
            }
            Random random = new Random(seed);
            ends.add(threads.submit(() -> writeFromOutside(random)));
        }
        for (Future<?> end : ends) {
            end.get();
        }

        for (int i = 0; i < positions.size(); i++) {
            assertEquals(i + 1, positions.get(i));
        }
        assertTrue(positions.size() > COMMANDS, () -> "units: " + positions.size());
        try (TestServer replica = TestServer.with(new QueueModule())) {
            journal.forEach(step -> step.redo(replica));
            assertEquals(
                    contents(server.server().keyspace()),
                    contents(replica.server().keyspace()));
        }
    }

    /** Among others a command that calls others, one that fails half way, and one on keys of two shards. */
    private void sendTo(Random random) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int i = 0; i < COMMANDS; i++) {
                String key = "queue" + random.nextInt(KEYS);
                String other = "queue" + random.nextInt(KEYS);
                String command = switch (random.nextInt(10)) {
                    case 0, 1, 2 -> "Q.PUSH " + key + " " + i;
                    case 3, 4 -> "Q.POP " + key;
                    case 5 -> "Q.TWICE " + key + " " + i;
                    case 6 -> "Q.BETWEEN " + key;
                    case 7 -> "Q.FAIL " + key;
                    case 8 -> "Q.RANDOM " + key;
                    default -> "Q.MOVE " + key + " " + other;
                };
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                String head = in.readLine();
                if (head.startsWith("$") && !head.equals("$-1")) {
                    in.readLine();
                }
            }
        }
    }

    private int writeFromOutside(Random random) {
        Keyspace keyspace = server.server().keyspace();
        for (int i = 0; i < COMMANDS; i++) {
            List<Slice> two =
                    List.of(Slice.of("queue" + random.nextInt(KEYS)), Slice.of("other" + random.nextInt(KEYS)));
            String text = "outside" + i;
            keyspace.atomically(0, two, entries -> {
                entries.forEach(entry -> {
                    ArrayDeque<String> queue = entry.getOrCreate(QueueModule.QUEUE);
                    queue.add(text);
                    while (queue.size() > 3) {
                        queue.remove();
                    }
                    entry.changed();
                });
                return "";
            });
        }
        return COMMANDS;
    }

    private static Map<String, List<String>> contents(Keyspace keyspace) {
        Map<String, List<String>> contents = new HashMap<>();
        for (String prefix : List.of("queue", "other")) {
            for (int i = 0; i < KEYS; i++) {
                String key = prefix + i;
                contents.put(key, keyspace.read(0, Slice.of(key), entry -> {
                    ArrayDeque<String> queue = entry.get(QueueModule.QUEUE);
                    return queue == null ? List.of() : List.copyOf(queue);
                }));
            }
        }
        return contents;
    }
}
