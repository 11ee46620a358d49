package dev.mortise.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.EmbeddedServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients on several event loops, whose transactions are about the same keys and others. */
@Timeout(60)
class ConcurrentTransactionsTest {

    private static final int CLIENTS = 8;
    private static final int ACCOUNTS = 20;
    private static final int TRANSFERS = 1500;

    private final EmbeddedServer server = EmbeddedServer.with(new TransactionsModule(), new CounterModule())
            .set("io-threads", "4")
            .start();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    /** One connection, which reads replies of numbers, nils and arrays of these. */
    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(server.host(), server.port());
        private final InputStream in = new BufferedInputStream(socket.getInputStream());

        Client() throws IOException {
            socket.setTcpNoDelay(true);
        }

        void send(String... lines) throws IOException {
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int next = in.read();
            while (next != '\n' && next >= 0) {
                line.append((char) next);
                next = in.read();
            }
            return line.toString().strip();
        }

        /** {@return the first line of each element of an array, or of what else comes; null for a nil array} */
        List<String> reply() throws IOException {
            String head = line();
            if (!head.startsWith("*")) {
                return List.of(head.startsWith("$") && !head.equals("$-1") ? line() : head);
            }
            int size = Integer.parseInt(head.substring(1));
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                elements.addAll(reply());
            }
            return size < 0 ? List.of("nil") : elements;
        }

        List<String> ask(String line) throws IOException {
            send(line);
            return reply();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void awaitAll(List<Future<?>> all) throws Exception {
        for (Future<?> each : all) {
            each.get();
        }
    }

    private void all(int count, Callable<?> task) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(task));
        }
        awaitAll(running);
    }

    /** Money that is moved is never seen in two places or in none, and nobody waits for ever. */
    @Test
    void showNobodyTheHalfOfThem() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Future<?> auditor = threads.submit(() -> {
            audit(done);
            return null;
        });
        all(CLIENTS, () -> {
            transfer();
            return null;
        });
        done.set(true);
        auditor.get();
    }

    private void transfer() throws IOException {
        Random random = new Random(Thread.currentThread().threadId());
        try (Client client = new Client()) {
            for (int i = 0; i < TRANSFERS; i += 10) {
                List<String> lines = new ArrayList<>();
                for (int j = 0; j < 10; j++) {
                    int amount = 1 + random.nextInt(1000);
                    lines.add("MULTI");
                    lines.add("T.ADD account" + random.nextInt(ACCOUNTS) + " " + amount);
                    if (random.nextInt(20) == 0) {
                        // Every now and then one that needs everything.
                        lines.add("T.SIZE");
                    }
                    lines.add("T.ADD account" + random.nextInt(ACCOUNTS) + " -" + amount);
                    lines.add("EXEC");
                }
                client.send(lines.toArray(String[]::new));
                for (String line : lines) {
                    List<String> reply = client.reply();
                    assertTrue(reply.stream().noneMatch(each -> each.startsWith("-E")), () -> line + ": " + reply);
                }
            }
        }
    }

    private void audit(AtomicBoolean done) throws IOException {
        try (Client client = new Client()) {
            int audits = 0;
            while (!done.get() || audits == 0) {
                List<String> lines = new ArrayList<>(List.of("MULTI"));
                IntStream.range(0, ACCOUNTS).forEach(i -> lines.add("T.GET account" + i));
                client.send(lines.toArray(String[]::new));
                for (String _ : lines) {
                    client.reply();
                }
                List<String> balances = client.ask("EXEC");
                assertEquals(ACCOUNTS, balances.size());
                assertEquals(
                        0,
                        balances.stream()
                                .filter(balance -> !balance.equals("$-1"))
                                .mapToLong(Long::parseLong)
                                .sum());
                audits++;
            }
        }
    }

    /** Reading, adding and writing, with WATCH around it: no addition is lost, and none is made twice. */
    @Test
    void loseNothingThatIsWatched() throws Exception {
        all(CLIENTS, () -> {
            try (Client client = new Client()) {
                int made = 0;
                while (made < 200) {
                    client.ask("WATCH counter");
                    String before = client.ask("T.GET counter").getFirst();
                    long next = (before.equals("$-1") ? 0 : Long.parseLong(before)) + 1;
                    client.ask("MULTI");
                    client.ask("T.SET counter " + next);
                    if (!client.ask("EXEC").getFirst().equals("nil")) {
                        made++;
                    }
                }
            }
            return null;
        });

        try (Client client = new Client()) {
            assertEquals(List.of(Integer.toString(200 * CLIENTS)), client.ask("T.GET counter"));
        }
    }

    /** One who may change either of two keys, but never both: which only WATCH of the other can promise. */
    @Test
    void doNotOvertakeWhatTheyHaveWatched() throws Exception {
        for (int round = 0; round < 100; round++) {
            String first = "first" + round;
            String second = "second" + round;
            Future<?> one = threads.submit(() -> claim(first, second));
            Future<?> other = threads.submit(() -> claim(second, first));
            one.get();
            other.get();
            try (Client client = new Client()) {
                long claimed = client.ask("T.GET " + first).getFirst().equals("1") ? 1 : 0;
                claimed += client.ask("T.GET " + second).getFirst().equals("1") ? 1 : 0;
                assertTrue(claimed < 2, "both were claimed in round " + round);
            }
        }
    }

    private Void claim(String mine, String others) throws IOException {
        try (Client client = new Client()) {
            client.ask("WATCH " + others);
            if (client.ask("T.GET " + others).getFirst().equals("$-1")) {
                client.ask("MULTI");
                client.ask("T.SET " + mine + " 1");
                client.ask("EXEC");
            }
        }
        return null;
    }

    /** Clients that go in the middle of a transaction leave nothing behind, and nobody waits for them. */
    @Test
    void areForgottenWithTheirClients() throws Exception {
        all(CLIENTS, () -> {
            for (int i = 0; i < 50; i++) {
                try (Client client = new Client()) {
                    client.socket.setSoLinger(true, 0);
                    client.ask("WATCH a b c");
                    client.ask("MULTI");
                    client.ask("T.INCR a");
                    client.send("T.INCR b");
                }
            }
            return null;
        });
        while (server.server().sessions().size() > 0) {
            Thread.onSpinWait();
        }

        try (Client client = new Client()) {
            assertEquals(List.of(":1"), client.ask("T.INCR a"));
            assertEquals(List.of("$-1"), client.ask("T.GET b"));
        }
    }
}
