package dev.mortise.integration.linearizability;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has some clients do what a {@link Workload} says, all at the same time, and records what they are answered.
 *
 * <p>Half of them send one call after the other, the others a few in one go. Now and then one leaves without waiting
 * for its answer. When all that are left wait for elements, and only then, somebody else gives one of them what it
 * waits for; a list that has elements nevertheless is a failure.
 *
 * <p>The same seed has the clients do the same, but not at the same instants.
 */
final class ConcurrentClients {

    private static final int CLIENTS = 6;
    private static final int CALLS = 50;
    private static final int MOST_AT_ONCE = 4;
    private static final int LEAVES_ONE_TIME_IN = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern BLOCKED = Pattern.compile("blocked_clients:(\\d+)");

    private final int port;
    private final Workload workload;
    private final UnaryOperator<String> dialect;
    private final History<Call, ReplyValue> history = new History<>();
    private final AtomicInteger identities = new AtomicInteger();

    private ConcurrentClients(int port, Workload workload, UnaryOperator<String> dialect) {
        this.port = port;
        this.workload = workload;
        this.dialect = dialect;
    }

    /**
     * {@return what some clients of a server were answered, which nobody else uses and which has no keys}
     *
     * @param port of the server
     * @param workload what they do
     * @param seed decides what in particular
     * @param dialect what the server calls a command
     */
    static List<Operation<Call, ReplyValue>> run(int port, Workload workload, long seed, UnaryOperator<String> dialect)
            throws Exception {
        return new ConcurrentClients(port, workload, dialect).run(seed);
    }

    private List<Operation<Call, ReplyValue>> run(long seed) throws Exception {
        List<Client> clients = new ArrayList<>();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Wire other = Wire.to(port)) {
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    Client client = new Client(new Random(seed * CLIENTS + i), i % 2 == 0 ? 1 : MOST_AT_ONCE);
                    clients.add(client);
                    running.add(threads.submit(client::work));
                }
                serve(clients, other);
            } finally {
                // Those that still wait for something would do so for ever.
                clients.forEach(client -> client.wire.close());
            }
            for (Future<?> end : running) {
                end.get();
            }
            Await.until("all have left", PATIENCE, () -> info(other).contains("connected_clients:1\r\n"));
            for (Call call : workload.last()) {
                ask(other, identities.getAndIncrement(), call);
            }
            return history.operations();
        }
    }

    private static String info(Wire wire) {
        return wire.ask("INFO clients").text();
    }

    /** Returns when all have done their work. */
    private void serve(List<Client> clients, Wire other) {
        int identity = identities.getAndIncrement();
        int elements = 0;
        while (true) {
            List<Client> waiting = new ArrayList<>();
            Await.until("all have finished or wait: " + clients, PATIENCE, () -> allWait(clients, waiting, other));
            if (waiting.isEmpty()) {
                return;
            }
            for (Client client : waiting) {
                Call call = client.awaited;
                if (call != null) {
                    requireEmpty(call, other, identity);
                }
            }
            Call call = waiting.getFirst().awaited;
            if (call != null) {
                String key = Call.words(call.commands().getFirst()).get(1);
                ask(other, identity, Call.command("RPUSH " + key + " late" + elements++));
            }
        }
    }

    private static boolean allWait(List<Client> clients, List<Client> waiting, Wire other) {
        waiting.clear();
        for (Client client : clients) {
            Call awaited = client.awaited;
            if (!client.finished && (awaited == null || !awaited.mayWait())) {
                return false;
            }
            if (!client.finished) {
                waiting.add(client);
            }
        }
        var blocked = BLOCKED.matcher(info(other));
        return blocked.find() && Integer.parseInt(blocked.group(1)) == waiting.size();
    }

    private void requireEmpty(Call call, Wire other, int identity) {
        List<String> words = Call.words(call.commands().getFirst());
        List<String> keys =
                words.getFirst().equals("BLMOVE") ? words.subList(1, 2) : words.subList(1, words.size() - 1);
        for (String key : keys) {
            ReplyValue length = ask(other, identity, Call.command("LLEN " + key));
            if (!length.equals(ReplyValue.integer(0))) {
                throw new AssertionError(call + " waits, but " + key + " has " + length + " elements");
            }
        }
    }

    private ReplyValue ask(Wire wire, int identity, Call call) {
        History<Call, ReplyValue>.Invocation invocation = history.invoke(identity, call);
        wire.send(encoded(call));
        ReplyValue reply = reply(wire, call);
        invocation.returned(reply);
        return reply;
    }

    private byte[] encoded(Call call) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String request : call.requests()) {
            int end = request.indexOf(' ');
            String name = end < 0 ? request : request.substring(0, end);
            bytes.writeBytes(Words.request(dialect.apply(name) + (end < 0 ? "" : request.substring(end))));
        }
        return bytes.toByteArray();
    }

    private static ReplyValue reply(Wire wire, Call call) {
        ReplyValue last = wire.reply().value();
        for (int i = 1; i < call.requests().size(); i++) {
            if (!last.equals(ReplyValue.ok()) && !last.equals(ReplyValue.status("QUEUED"))) {
                throw new AssertionError(call + ": " + last);
            }
            last = wire.reply().value();
        }
        return last;
    }

    /** One who works through a number of calls; after leaving he comes back as somebody else. */
    private final class Client {
        private final Random random;
        private final int mostAtOnce;
        private int identity = identities.getAndIncrement();
        private int values;
        private volatile Wire wire = Wire.to(port);
        private volatile @Nullable Call awaited;
        private volatile boolean finished;

        Client(Random random, int mostAtOnce) {
            this.random = random;
            this.mostAtOnce = mostAtOnce;
        }

        void work() {
            try {
                int made = 0;
                while (made < CALLS) {
                    List<Call> calls = next();
                    if (random.nextInt(LEAVES_ONE_TIME_IN) == 0
                            && !calls.getLast().mayWait()) {
                        leave(calls.getFirst());
                        made++;
                    } else {
                        exchange(calls);
                        made += calls.size();
                    }
                }
            } finally {
                finished = true;
            }
        }

        private List<Call> next() {
            List<Call> calls = new ArrayList<>();
            int atOnce = 1 + random.nextInt(mostAtOnce);
            do {
                calls.addAll(workload.some(random, () -> "v" + identity + "." + values++));
            } while (calls.size() < atOnce && !calls.getLast().mayWait());
            return calls;
        }

        private void exchange(List<Call> calls) {
            if (mostAtOnce == 1) {
                calls.forEach(call -> exchangeAtOnce(List.of(call)));
            } else {
                exchangeAtOnce(calls);
            }
        }

        private void exchangeAtOnce(List<Call> calls) {
            List<History<Call, ReplyValue>.Invocation> invocations = new ArrayList<>();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Call call : calls) {
                invocations.add(history.invoke(identity, call));
                bytes.writeBytes(encoded(call));
            }
            awaited = calls.getFirst();
            wire.send(bytes.toByteArray());
            for (int i = 0; i < calls.size(); i++) {
                awaited = calls.get(i);
                invocations.get(i).returned(reply(wire, calls.get(i)));
            }
            awaited = null;
        }

        private void leave(Call call) {
            history.invoke(identity, call);
            wire.send(encoded(call));
            wire.close();
            wire = Wire.to(port);
            identity = identities.getAndIncrement();
        }

        @Override
        public String toString() {
            return finished ? "finished" : "awaits " + awaited;
        }
    }
}
