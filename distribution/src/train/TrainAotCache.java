import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of a packaged server: starts it, talks to it as clients do, stops it, and has the JVM keep what
 * it learned (classes loaded and linked, methods worth compiling).
 *
 * <p>The JVM drops a cache, all of it, that was made with other options or modules than it runs with. So the training
 * starts the server by the options of the package itself and adds nothing but where to write. Plugins are loaded in
 * layers of their own, after the start: none of them makes the cache unfit for servers with others.
 *
 * <p>Run by the build: {@code java TrainAotCache.java <home of the packaged server> <its modules>}.
 */
final class TrainAotCache {

    private static final long START_SECONDS = 30;
    private static final long STOP_SECONDS = 120;

    /** How often the session is repeated: enough for the profile of a warm server, short enough for every build. */
    private static final int ROUNDS = 200;

    private static final int PIPELINE = 50;

    /** How many talk to the server at once: it serves those who are ready together. */
    private static final int CLIENTS = 8;

    /** Enough that tables grow and split, and memory has to be moved together. */
    private static final int KEYS = 60_000;

    /** How many connect together, and how often: a server that has seen few is slow with the first fifty it gets. */
    private static final int CROWD = 50;

    private static final int CROWDS = 200;

    private static final int SNAPSHOTS = 6;

    /** Enough that loading them has a profile. */
    private static final int PLUGINS = 20;

    private static final long FIRST_KEY = 100_000_000_000L;

    /** Of the values, one length for each time that all are written. */
    private static final List<Integer> VALUE_LENGTHS = List.of(32, 48, 20, 200, 32);

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Path cache = home.resolve("runtime/lib/mortise.aot");
        Path log = home.resolveSibling("train.log");
        Files.deleteIfExists(cache);

        Path data = emptyDirectory(home.resolveSibling("train"));
        Path plugins = Files.createDirectory(data.resolve("plugins"));
        for (int i = 0; i < PLUGINS; i++) {
            new TrainingPlugin("plugin" + (char) ('a' + i))
                    .pack(Path.of(arguments[1]), data.resolve("workshop"), plugins);
        }

        int port = freePort();
        Process server = start(home, cache, log, port, data, plugins);
        try {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Client.connect(server, port));
            }
            train(clients.getFirst());
            trainConnections(server, port);
            trainKeyspace(clients);
            trainCollections(clients);
            trainMessages(clients);
            trainSnapshots(clients);
            for (Client client : clients) {
                client.close();
            }
            // An orderly stop: the JVM writes the cache on its way out, which takes a process of its own some seconds.
            server.destroy();
            if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || !Files.exists(cache)) {
                throw new IllegalStateException("no cache was written");
            }
        } catch (IOException | RuntimeException failed) {
            server.destroyForcibly();
            System.err.println(
                    "The AOT cache was not made: " + failed + "; the server said:\n" + Files.readString(log));
            System.exit(1);
        }
    }

    private static Path emptyDirectory(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory);
    }

    private static Process start(Path home, Path cache, Path log, int port, Path data, Path plugins)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("runtime/bin/java").toString());
        command.add("@" + home.resolve("conf/jvm.options"));
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(List.of("-m", "dev.mortise.runtime/dev.mortise.runtime.Main"));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", data.toString(), "--plugins.directory", plugins.toString()));
        command.addAll(List.of("--save", "", "--enable-debug-command", "local"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static void train(Client client) throws IOException {
        client.call("HELLO 3", "CLIENT SETNAME train", "COMMAND", "INFO", "CONFIG GET *", "HELLO 2", "NO-SUCH-COMMAND");
        for (int round = 0; round < ROUNDS; round++) {
            client.call("PING", "SET train:" + round + " value", "GET train:" + round, "GET nothing", "INCR counter");
            client.call(
                    "MSET a 1 b 2 c 3", "MGET a b c", "SET a 1 EX 100", "TTL a", "EXPIRE a 200", "EXISTS a", "DEL a");
            client.call(
                    "APPEND text more", "STRLEN text", "INCR text", "TYPE text", "GET", "SCAN 0 COUNT 10", "DBSIZE");

            String[] pipeline = new String[PIPELINE];
            for (int i = 0; i < PIPELINE; i++) {
                pipeline[i] = i % 2 == 0 ? "SET train:" + i + " value" : "GET train:" + i;
            }
            client.call(pipeline);
        }
        client.call("FLUSHALL");
    }

    /**
     * Clients that come together, ask once and go: what is done for each of them takes a third of a millisecond as long
     * as it is interpreted, and those who are there already wait meanwhile.
     */
    private static void trainConnections(Process server, int port) throws IOException, InterruptedException {
        String[] requests = new String[PIPELINE];
        Arrays.fill(requests, "SET connected yes");
        for (int crowd = 0; crowd < CROWDS; crowd++) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                clients.add(Client.connect(server, port));
            }
            for (Client client : clients) {
                client.send(requests);
            }
            for (Client client : clients) {
                client.skipReplies(requests.length);
                client.close();
            }
        }
    }

    /**
     * Many keys that come in random order, grow, shrink, expire, go and are evicted. The JVM compiles for what it has
     * seen, and when something else comes, throws the code away and interprets until it has compiled anew: a server
     * that has never seen a value grow would stand still for 30 ms when the first ones do.
     */
    private static void trainKeyspace(List<Client> clients) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int length : VALUE_LENGTHS) {
            String value = "v".repeat(length);
            forKeys(clients, PIPELINE, random, key -> "SET " + key + " " + value);
            forKeys(clients, PIPELINE, random, key -> "GET " + key);
        }
        forKeys(clients, 1, random, key -> "GET " + key);
        forKeys(clients, 1, random, key -> "SET " + key + " value");
        forKeys(clients, PIPELINE, random, key -> "SET " + key + " short-lived PX 500");
        forKeys(clients, PIPELINE, random, key -> "APPEND " + key + " more");
        forKeys(clients, PIPELINE, random, key -> "INCR counter:" + key);
        forKeys(clients, PIPELINE, random, key -> "DEL " + key);
        clients.getFirst().call("CONFIG SET maxmemory-policy allkeys-lru maxmemory 4mb");
        forKeys(clients, PIPELINE, random, key -> "SET " + key + " value-at-the-limit");
        clients.getFirst().call("CONFIG SET maxmemory 0 maxmemory-policy noeviction", "FLUSHALL");
    }

    /** Small hashes and lists by the thousand, and a large one of each. */
    private static void trainCollections(List<Client> clients) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (String field : List.of("name", "mail", "town")) {
            forKeys(clients, PIPELINE, random, key -> "HSET hash:" + key + " " + field + " value-of-" + field);
            forKeys(clients, PIPELINE, random, key -> "HGET hash:" + key + " " + field);
        }
        forKeys(clients, PIPELINE, random, key -> "HINCRBY hash:" + key + " visits 1");
        forKeys(clients, PIPELINE, random, key -> "HGETALL hash:" + key);
        forKeys(clients, PIPELINE, random, key -> "HSET large " + key + " value");
        forKeys(clients, PIPELINE, random, key -> "HGET large " + key);
        forKeys(clients, PIPELINE, random, key -> "RPUSH list:" + key + " " + key);
        forKeys(clients, PIPELINE, random, key -> "LPUSH list:" + key + " " + key);
        forKeys(clients, PIPELINE, random, key -> "LRANGE list:" + key + " 0 -1");
        for (String command : List.of("LPUSH large:list element", "LRANGE large:list 0 50", "RPOP large:list")) {
            forKeys(clients, PIPELINE, random, _ -> command);
        }
        for (String command : List.of("RPUSH large:list element", "LPOP large:list")) {
            forKeys(clients, PIPELINE, random, _ -> command);
        }
        clients.getFirst().call("FLUSHALL");
    }

    /** Transactions, and messages to a subscriber that the others send. */
    private static void trainMessages(List<Client> clients) throws IOException {
        List<Client> senders = clients.subList(1, clients.size());
        Client subscriber = clients.getFirst();
        subscriber.call("SUBSCRIBE news");
        for (int round = 0; round < ROUNDS; round++) {
            for (Client sender : senders) {
                sender.call("MULTI", "SET {a}:" + round + " 1", "INCR {a}:counter", "EXEC");
                sender.call("PUBLISH news message", "PUBLISH news message");
            }
            subscriber.skipReplies(2 * senders.size());
        }
        subscriber.call("UNSUBSCRIBE news");
    }

    /** A server that loads its keys when it starts has no time to get warm: what it does is known from here. */
    private static void trainSnapshots(List<Client> clients) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        forKeys(clients, PIPELINE, random, key -> "SET " + key + " " + Long.toHexString(random.nextLong()));
        forKeys(clients, PIPELINE, random, key -> "SET " + key + ":lived " + "v".repeat(40) + " PX 100000000");
        for (int round = 0; round < SNAPSHOTS; round++) {
            clients.getFirst().call("SAVE", "DEBUG RELOAD NOSAVE");
        }
        // Each begins one if none is being saved: what clients change is written aside in the middle of their commands.
        for (int round = 0; round < SNAPSHOTS; round++) {
            clients.getFirst().call("BGSAVE");
            forKeys(clients, PIPELINE, random, key -> "SET " + key + " " + Long.toHexString(random.nextLong()));
            clients.getFirst().call("BGSAVE");
            forKeys(clients, PIPELINE, random, key -> "GET " + key);
        }
        clients.getFirst().call("FLUSHALL");
    }

    private static void forKeys(List<Client> clients, int depth, SplittableRandom random, UnaryOperator<String> command)
            throws IOException {
        for (int done = 0; done < KEYS; done += CLIENTS * depth) {
            for (Client client : clients) {
                String[] pipeline = new String[depth];
                Arrays.setAll(pipeline, _ -> command.apply("key:" + (FIRST_KEY + random.nextInt(KEYS))));
                client.send(pipeline);
            }
            for (Client client : clients) {
                client.skipReplies(depth);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Sends commands, all of a call at once, and reads past the replies. */
    private record Client(Socket socket, InputStream replies) implements AutoCloseable {

        /** Tries until the server listens; fails when it has ended instead, or takes too long. */
        static Client connect(Process server, int port) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (true) {
                try {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(START_SECONDS));
                    return new Client(socket, new BufferedInputStream(socket.getInputStream()));
                } catch (IOException notYet) {
                    if (server.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                        throw notYet;
                    }
                }
            }
        }

        void call(String... commands) throws IOException {
            send(commands);
            skipReplies(commands.length);
        }

        void send(String... commands) throws IOException {
            StringBuilder requests = new StringBuilder();
            for (String command : commands) {
                String[] words = command.split(" ");
                requests.append('*').append(words.length).append("\r\n");
                for (String word : words) {
                    requests.append('$')
                            .append(word.length())
                            .append("\r\n")
                            .append(word)
                            .append("\r\n");
                }
            }
            socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
        }

        private void skipReply() throws IOException {
            String line = line();
            switch (line.charAt(0)) {
                case '$', '=' -> skipPayload(length(line));
                case '*', '~', '>' -> skipReplies(length(line));
                case '%' -> skipReplies(2 * length(line));
                default -> {}
            }
        }

        private static int length(String line) {
            return Integer.parseInt(line, 1, line.length(), 10);
        }

        /** A length of -1 stands for null, which has no payload and no line end of its own. */
        private void skipPayload(int length) throws IOException {
            if (length >= 0) {
                replies.skipNBytes(length + 2L);
            }
        }

        void skipReplies(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                skipReply();
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = replies.read(); next != '\r'; next = replies.read()) {
                if (next < 0) {
                    throw new IOException("the server hung up");
                }
                line.append((char) next);
            }
            replies.skipNBytes(1);
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
