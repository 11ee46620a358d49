package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Servers at their memory limit, side by side: how often a cache finds what it is asked for, and what room costs.
 *
 * <p>Started by {@code benchmarks/scripts/eviction}, with name and port of each server. For each policy the servers
 * take turns.
 *
 * <p><b>Hit rate.</b> Keys are asked for with frequencies after Zipf, and stored when they are missing. The limit is a
 * part of what all keys take in the server itself; a second run gives every server room for as many keys as the first
 * one held, so that choosing well is told apart from storing small. All are asked at the same pace.
 *
 * <p><b>What ends soonest.</b> {@code volatile-ttl} does not ask how keys are used, so a hit rate would tell nothing of
 * it. Instead all keys are stored once, with expiries at random, and counted is how many of those that were kept are
 * among as many that last longest. All of them are, if always the one is evicted that ends first.
 *
 * <p><b>Cost.</b> Processor time of the server for SETs of new keys, at the limit and, with the same number of keys,
 * without one.
 *
 * <p>For policies that evict only what has an expiry each key has one, which does not come while it is measured.
 */
public final class EvictionFigures {

    private static final int KEYS = 400_000;
    private static final double SKEW = 0.99;
    private static final int VALUE_BYTES = 100;
    private static final int PIPELINE = 32;
    /** Both keep the time of the last use in seconds: the faster one must not have fewer of them. */
    private static final int ASKED_PER_SECOND = 50_000;

    private static final int WARM_UP_ASKED = 1_000_000;
    private static final int ASKED = 1_500_000;
    private static final double PART = 0.1;

    private static final String SOONEST = "volatile-ttl";
    private static final String WITH_EXPIRY = "volatile-";
    private static final int LEAST_SECONDS = 100_000;
    private static final int MOST_SECONDS = 1_000_000;

    private static final int COST_KEYS = 500_000;
    private static final int COST_SETS = 1_000_000;
    private static final int NANOS_PER_REQUEST = 1_000_000_000 / ASKED_PER_SECOND;
    private static final double NANOS_PER_TICK = 10_000_000;

    private static final byte[] GET = PipelineClient.ascii("GET");
    private static final byte[] SET = PipelineClient.ascii("SET");
    private static final byte[] EX = PipelineClient.ascii("EX");
    private static final byte[] VALUE = PipelineClient.ascii("x".repeat(VALUE_BYTES));

    private record Server(String name, PipelineClient client, long pid) {

        double cpuSeconds() throws IOException {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK / 1e9;
        }
    }

    private EvictionFigures() {}

    /**
     * Measures and prints.
     *
     * @param args {@code hits} or {@code cost}, the policies with commas between them, then {@code name=port} of each
     *     server
     */
    public static void main(String[] args) throws IOException {
        Server[] servers = new Server[args.length - 2];
        for (int i = 0; i < servers.length; i++) {
            String[] nameAndPort = args[i + 2].split("=", 2);
            PipelineClient client = new PipelineClient(Integer.parseInt(nameAndPort[1]));
            servers[i] = new Server(nameAndPort[0], client, client.info("process_id"));
        }
        for (String policy : args[1].split(",", -1)) {
            if (args[0].equals("hits") && policy.equals(SOONEST)) {
                soonest(policy, servers);
            } else if (args[0].equals("hits")) {
                hits(policy, servers);
            } else {
                cost(policy, servers);
            }
        }
        for (Server server : servers) {
            server.client().close();
        }
    }

    // ---- hit rate

    private static void hits(String policy, Server[] servers) throws IOException {
        long held = 0;
        for (Server server : servers) {
            long keys = hits(policy, server, limitForPart(policy, server), "a tenth of its memory");
            held = held == 0 ? keys : held;
        }
        for (int i = 1; i < servers.length; i++) {
            hits(policy, servers[i], limitForKeys(policy, servers[i], held), "as many keys");
        }
    }

    private static long hits(String policy, Server server, long limit, String what) throws IOException {
        PipelineClient client = server.client();
        client.ask("FLUSHALL");
        client.ask("CONFIG", "SET", "maxmemory", Long.toString(limit), "maxmemory-policy", policy);
        Zipf zipf = new Zipf(KEYS, SKEW, new SplittableRandom(42));
        run(policy, client, zipf, WARM_UP_ASKED);
        int missed = run(policy, client, zipf, ASKED);
        long keys = Long.parseLong(client.ask("DBSIZE"));
        System.out.println("%-16s %-8s %-22s %7d keys of %d, hit rate %.4f"
                .formatted(policy, server.name(), what, keys, KEYS, 1 - (double) missed / ASKED));
        client.ask("CONFIG", "SET", "maxmemory", "0");
        return keys;
    }

    /** {@return how often a key was missing} */
    private static int run(String policy, PipelineClient client, Zipf zipf, int count) throws IOException {
        int[] numbers = new int[PIPELINE];
        int missed = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < count; i += PIPELINE) {
            LockSupport.parkNanos(begun + (long) i * NANOS_PER_REQUEST - System.nanoTime());
            for (int j = 0; j < PIPELINE; j++) {
                numbers[j] = zipf.next();
                client.add(GET, key(numbers[j]));
            }
            client.flush();
            int stored = 0;
            for (int j = 0; j < PIPELINE; j++) {
                if (client.reply() == null) {
                    addSet(policy, client, numbers[j]);
                    stored++;
                }
            }
            client.flush();
            for (int j = 0; j < stored; j++) {
                client.reply();
            }
            missed += stored;
        }
        return missed;
    }

    private static byte[] key(int number) {
        return PipelineClient.ascii(keyName(number));
    }

    private static String keyName(int number) {
        return String.format(Locale.ROOT, "key:%012d", number);
    }

    private static void addSet(String policy, PipelineClient client, int number) throws IOException {
        if (policy.startsWith(WITH_EXPIRY)) {
            client.add(SET, key(number), VALUE, EX, PipelineClient.ascii(Integer.toString(seconds(number))));
        } else {
            client.add(SET, key(number), VALUE);
        }
    }

    /** {@return how long a key lasts: as if at random, and always the same} */
    private static int seconds(int number) {
        return new SplittableRandom(number).nextInt(LEAST_SECONDS, MOST_SECONDS);
    }

    private static void load(String policy, PipelineClient client, int from, int to) throws IOException {
        for (int i = from; i < to; i += PIPELINE) {
            for (int j = i; j < i + PIPELINE; j++) {
                addSet(policy, client, j);
            }
            client.flush();
            for (int j = 0; j < PIPELINE; j++) {
                client.reply();
            }
        }
    }

    private static long limitForPart(String policy, Server server) throws IOException {
        PipelineClient client = server.client();
        client.ask("FLUSHALL");
        long empty = client.info("used_memory");
        load(policy, client, 0, KEYS);
        return empty + (long) ((client.info("used_memory") - empty) * PART);
    }

    private static long limitForKeys(String policy, Server server, long keys) throws IOException {
        PipelineClient client = server.client();
        client.ask("FLUSHALL");
        load(policy, client, 0, (int) keys);
        return client.info("used_memory");
    }

    // ---- what ends soonest

    private static void soonest(String policy, Server[] servers) throws IOException {
        int[] longest = IntStream.range(0, KEYS)
                .map(number -> -seconds(number))
                .sorted()
                .map(seconds -> -seconds)
                .toArray();
        for (Server server : servers) {
            PipelineClient client = server.client();
            long limit = limitForPart(policy, server);
            client.ask("FLUSHALL");
            client.ask("CONFIG", "SET", "maxmemory", Long.toString(limit), "maxmemory-policy", policy);
            load(policy, client, 0, KEYS);
            int keys = Integer.parseInt(client.ask("DBSIZE"));
            int right = 0;
            for (int number = 0; number < KEYS; number++) {
                if (seconds(number) >= longest[keys - 1]
                        && client.ask("EXISTS", keyName(number)).equals("1")) {
                    right++;
                }
            }
            System.out.println("%-16s %-8s %7d keys of %d, %.4f of them are among those that last longest"
                    .formatted(policy, server.name(), keys, KEYS, (double) right / keys));
            client.ask("CONFIG", "SET", "maxmemory", "0");
        }
    }

    // ---- cost

    private static void cost(String policy, Server[] servers) throws IOException {
        for (Server server : servers) {
            PipelineClient client = server.client();
            client.ask("CONFIG", "SET", "maxmemory", "0");
            client.ask("FLUSHALL");
            load(policy, client, 0, COST_KEYS);
            double free = cpuPerMillion(policy, server, 0, COST_KEYS);
            client.ask(
                    "CONFIG",
                    "SET",
                    "maxmemory",
                    Long.toString(client.info("used_memory")),
                    "maxmemory-policy",
                    policy);
            // What the limit changes, such as how compact memory is kept, is to be done by then.
            load(policy, client, COST_KEYS, 2 * COST_KEYS);
            long evicted = client.info("evicted_keys");
            double full = cpuPerMillion(policy, server, 2 * COST_KEYS, COST_SETS);
            System.out.println("%-16s %-8s CPU s per million SETs: %.3f overwriting, %.3f at the limit; %d evicted"
                    .formatted(policy, server.name(), free, full, client.info("evicted_keys") - evicted));
        }
    }

    private static double cpuPerMillion(String policy, Server server, int from, int sets) throws IOException {
        double before = server.cpuSeconds();
        load(policy, server.client(), from, from + sets);
        return (server.cpuSeconds() - before) * 1e6 / sets;
    }

    /** Numbers of which the k-th is asked for 1/k^skew times as often as the first; their order is mixed up. */
    private static final class Zipf {

        private final double[] cumulative;
        private final int[] numbers;
        private final SplittableRandom random;

        Zipf(int count, double skew, SplittableRandom random) {
            this.random = random;
            cumulative = new double[count];
            numbers = new int[count];
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += 1 / Math.pow(i + 1, skew);
                cumulative[i] = sum;
                int other = random.nextInt(i + 1);
                numbers[i] = numbers[other];
                numbers[other] = i;
            }
        }

        int next() {
            double wanted = random.nextDouble() * cumulative[cumulative.length - 1];
            int low = 0;
            int high = cumulative.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (cumulative[middle] < wanted) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return numbers[low];
        }
    }
}
