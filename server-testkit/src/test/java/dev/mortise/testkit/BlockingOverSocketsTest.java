package dev.mortise.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients on several event loops, who wait for the same keys. */
@Timeout(60)
class BlockingOverSocketsTest {

    private static final int CONSUMERS = 200;
    private static final int KEYS = 7;
    private static final int PRODUCERS = 4;
    private static final int PUSHES = 2000;

    private final EmbeddedServer server =
            EmbeddedServer.with(new LineModule()).set("io-threads", "3").start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** One connection, which knows as much of the protocol as the replies of these commands need. */
    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(server.host(), server.port());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Client() throws IOException {}

        void send(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        /** {@return the reply's words; empty for nil} */
        List<String> reply() throws IOException {
            List<String> words = new ArrayList<>();
            String head = in.readLine();
            int bulks = head.startsWith("*") ? Integer.parseInt(head.substring(1)) : 0;
            for (int i = 0; i < bulks; i++) {
                in.readLine();
                words.add(in.readLine());
            }
            return words;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void awaitWaiting(int clients) {
        while (!server.server().info(Set.of("clients")).contains("blocked_clients:" + clients + "\r\n")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void onePushServesAllInTheOrderInWhichTheyCame() throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Client client = new Client();
            clients.add(client);
            client.send("L.BPOP queue 0");
            awaitWaiting(i + 1);
        }
        try (Client producer = new Client()) {
            producer.send("L.PUSH queue "
                    + String.join(
                            " ",
                            IntStream.range(0, 50).mapToObj(String::valueOf).toList()));
            for (int i = 0; i < 50; i++) {
                assertEquals(
                        List.of("queue", Integer.toString(i)), clients.get(i).reply());
            }
        }
        awaitWaiting(0);
        for (Client client : clients) {
            client.close();
        }
    }

    @Test
    void whoeverPushesFindsWhatIsLeft() throws IOException {
        List<Client> clients = new ArrayList<>();
        // One of them shares the event loop of the producer, others do not.
        for (int i = 0; i < 7; i++) {
            clients.add(new Client());
        }
        try (Client producer = new Client()) {
            for (int i = 0; i < 300; i++) {
                Client client = clients.get(i % clients.size());
                client.send("L.BPOP queue 0");
                awaitWaiting(1);
                producer.send("L.PUSH queue " + i);
                producer.send("L.LEN queue");
                assertEquals("+OK", producer.in.readLine());
                assertEquals(":0", producer.in.readLine());
                assertEquals(List.of("queue", Integer.toString(i)), client.reply());
            }
        }
        for (Client client : clients) {
            client.close();
        }
    }

    @Test
    void whatIsMovedToAndFroIsThereInTheEnd() throws Exception {
        List<Future<?>> ends = new ArrayList<>();
        AtomicInteger moved = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String keys = i % 2 == 0 ? "queue0 queue1" : "queue1 queue0";
                ends.add(threads.submit(() -> {
                    try (Client client = new Client()) {
                        while (moved.get() < 20_000) {
                            client.send("L.BMOVE " + keys + " 2");
                            if (!client.in.readLine().equals("$-1")) {
                                client.in.readLine();
                                moved.incrementAndGet();
                            }
                        }
                    }
                    return null;
                }));
            }
            ends.add(threads.submit(() -> {
                produce(1, 2, 10);
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        awaitWaiting(0);
        try (Client client = new Client()) {
            client.send("L.LEN queue0");
            client.send("L.LEN queue1");
            int sum = Integer.parseInt(client.in.readLine().substring(1))
                    + Integer.parseInt(client.in.readLine().substring(1));
            assertEquals(10, sum);
        }
    }

    @Test
    void clientsThatLeaveAllAtOnceLeaveNothingBehind() throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) {
            clients.add(new Client());
            clients.getLast().send("L.BPOP queue other 0");
        }
        awaitWaiting(CONSUMERS);
        for (Client client : clients) {
            client.close();
        }
        awaitWaiting(0);

        try (Client producer = new Client();
                Client last = new Client()) {
            producer.send("L.PUSH queue a");
            producer.reply();
            last.send("L.BPOP queue 0");
            assertEquals(List.of("queue", "a"), last.reply());
        }
    }

    @Test
    void nothingIsLostAndNothingComesTwice() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(PRODUCERS * PUSHES);
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONSUMERS; i++) {
                int number = i;
                ends.add(threads.submit(() -> {
                    consume(number, received, left);
                    return null;
                }));
            }
            for (int i = 0; i < PRODUCERS; i++) {
                int number = i;
                ends.add(threads.submit(() -> {
                    produce(number, KEYS, PUSHES);
                    return null;
                }));
            }
        }
        for (Future<?> end : ends) {
            end.get();
        }
        assertEquals(PRODUCERS * PUSHES, received.size());
        assertEquals(PRODUCERS * PUSHES, Set.copyOf(received).size());
        awaitWaiting(0);
    }

    /** Takes from all queues, with short waits among the long ones. */
    private void consume(int number, Queue<String> received, AtomicInteger left) throws IOException {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i <= number % 3; i++) {
            keys.append(" queue").append((number + i * 2) % KEYS);
        }
        // Of what one producer puts into one queue each consumer gets the earlier first.
        Map<String, Integer> last = new HashMap<>();
        try (Client client = new Client()) {
            while (left.get() > 0) {
                client.send("L.BPOP" + keys + (number % 2 == 0 ? " 3" : " 50"));
                List<String> reply = client.reply();
                if (!reply.isEmpty()) {
                    String[] parts = reply.get(1).split(":", 2);
                    Integer before = last.put(reply.get(0) + parts[0], Integer.valueOf(parts[1]));
                    assertTrue(before == null || before < Integer.parseInt(parts[1]), reply::toString);
                    received.add(reply.get(1));
                    left.decrementAndGet();
                }
            }
        }
    }

    /** Puts one or three at a time into the queues; one producer is no client. */
    private void produce(int number, int keys, int pushes) throws IOException {
        try (Client client = new Client()) {
            int i = 0;
            while (i < pushes) {
                String queue = "queue" + (i + number) % keys;
                int count = Math.min(pushes - i, i % 2 == 0 ? 1 : 3);
                List<String> texts = IntStream.range(i, i + count)
                        .mapToObj(text -> number + ":" + text)
                        .toList();
                if (number == 0) {
                    server.server().keyspace().write(0, Slice.of(queue), entry -> {
                        texts.forEach(text -> LineModule.push(entry, text));
                        return "";
                    });
                } else {
                    client.send("L.PUSH " + queue + " " + String.join(" ", texts));
                    client.reply();
                }
                i += count;
            }
        }
    }
}
