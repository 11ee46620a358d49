package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Lists as job systems use them: nothing is lost and nothing comes twice. */
@Twins.Shared
@SuppressWarnings("deprecation") // BRPOPLPUSH is, and most job systems that are in use use it.
class JobQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 200;
    private static final String STOP = "stop";

    @BeforeEach
    void empty(Twins twins) {
        twins.empty();
    }

    private static Jedis connect(ServerProcess server) {
        return new Jedis("127.0.0.1", server.port(), (int) PATIENCE.toMillis());
    }

    private interface Task {
        void run(int number) throws Exception;
    }

    private static List<Future<?>> start(ExecutorService executor, int count, Task task) {
        List<Future<?>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            started.add(executor.submit(() -> {
                task.run(number);
                return null;
            }));
        }
        return started;
    }

    private static void await(List<Future<?>> tasks) throws InterruptedException, ExecutionException, TimeoutException {
        for (Future<?> task : tasks) {
            task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "job:" + i).toList();
    }

    /** Some workers die between taking a job and doing it; what they had is in the processing list still. */
    @Test
    void jobsOfDeadWorkersAreInTheProcessingList(Twins twins) throws Exception {
        ServerProcess server = twins.subject();
        int jobs = 3000;
        int workers = 20;
        Queue<String> done = new ConcurrentLinkedQueue<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> working = start(executor, workers, number -> work(server, number, done));
            await(start(executor, 4, number -> {
                try (Jedis jedis = connect(server)) {
                    for (int i = number; i < jobs; i += 4) {
                        jedis.rpush("jobs", "job:" + i);
                    }
                }
            }));
            try (Jedis jedis = connect(server)) {
                jedis.rpush("jobs", Collections.nCopies(workers, STOP).toArray(String[]::new));
                await(working);

                assertTrue(jedis.llen("processing") > 0, "no worker died with a job");
                while (jedis.lmove("processing", "jobs", ListDirection.RIGHT, ListDirection.LEFT) != null) {
                    // Until all of it is to be done again.
                }
                jedis.lrem("jobs", 0, STOP);
                String job = jedis.brpoplpush("jobs", "processing", 1);
                while (job != null) {
                    done.add(job);
                    assertEquals(1, jedis.lrem("processing", 1, job));
                    job = jedis.rpoplpush("jobs", "processing");
                }
                assertEquals(0, jedis.dbSize());
            }
        }
        assertEquals(
                names(jobs).stream().sorted().toList(), done.stream().sorted().toList());
    }

    private static void work(ServerProcess server, int number, Queue<String> done) {
        SplittableRandom random = new SplittableRandom(number);
        boolean older = number % 2 == 0;
        Jedis jedis = connect(server);
        try {
            while (true) {
                String job = older
                        ? jedis.brpoplpush("jobs", "processing", 0)
                        : jedis.blmove("jobs", "processing", ListDirection.LEFT, ListDirection.LEFT, 0);
                if (random.nextInt(100) == 0) {
                    // Dies with it, and another takes its place.
                    jedis.close();
                    jedis = connect(server);
                    if (STOP.equals(job)) {
                        return;
                    }
                    continue;
                }
                assertEquals(1, jedis.lrem("processing", 1, job));
                if (STOP.equals(job)) {
                    return;
                }
                done.add(job);
            }
        } finally {
            jedis.close();
        }
    }

    /** From each producer, what a consumer gets of a key is in the order in which it was pushed. */
    @Test
    void eachElementGoesToOneOfManyConsumers(Twins twins) throws Exception {
        ServerProcess server = twins.subject();
        String[] keys = {"high", "normal", "low"};
        int producers = 8;
        int pushes = 1000;
        Queue<String> got = new ConcurrentLinkedQueue<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> consuming = start(executor, CONNECTIONS, _ -> consume(server, keys, got));
            await(start(executor, producers, number -> produce(server, keys, number, pushes)));
            try (Jedis jedis = connect(server)) {
                for (int i = 0; i < CONNECTIONS; i++) {
                    jedis.rpush("low", STOP);
                }
                await(consuming);
                assertEquals(0, jedis.dbSize());
            }
        }
        List<String> expected = new ArrayList<>();
        for (int producer = 0; producer < producers; producer++) {
            for (int i = 0; i < pushes; i++) {
                expected.add(producer + ":" + i);
            }
        }
        assertEquals(expected.stream().sorted().toList(), got.stream().sorted().toList());
    }

    private static void consume(ServerProcess server, String[] keys, Queue<String> got) {
        Map<String, Integer> last = new HashMap<>();
        try (Jedis jedis = connect(server)) {
            while (true) {
                List<String> found = jedis.blpop(0, keys);
                String element = found.get(1);
                if (element.equals(STOP)) {
                    return;
                }
                got.add(element);
                String[] origin = element.split(":", 2);
                Integer before = last.put(found.getFirst() + origin[0], Integer.valueOf(origin[1]));
                assertTrue(before == null || before < Integer.parseInt(origin[1]), () -> before + " before " + element);
            }
        }
    }

    private static void produce(ServerProcess server, String[] keys, int number, int pushes) {
        SplittableRandom random = new SplittableRandom(number);
        try (Jedis jedis = connect(server)) {
            for (int i = 0; i < pushes; ) {
                int some = Math.min(1 + random.nextInt(3), pushes - i);
                String[] elements = new String[some];
                for (int j = 0; j < some; j++) {
                    elements[j] = number + ":" + i++;
                }
                jedis.rpush(keys[random.nextInt(keys.length)], elements);
            }
        }
    }

    @Test
    void clientsThatLeftWhileTheyWaitedTakeNothing(Twins twins) throws Exception {
        ServerProcess server = twins.subject();
        Queue<String> got = new ConcurrentLinkedQueue<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                Jedis jedis = connect(server)) {
            List<Jedis> leaving = IntStream.range(0, CONNECTIONS / 2)
                    .mapToObj(_ -> connect(server))
                    .toList();
            List<Future<?>> left = start(
                    executor,
                    leaving.size(),
                    number -> assertThrows(
                            JedisConnectionException.class,
                            () -> leaving.get(number).blpop(0, "jobs")));
            awaitBlocked(jedis, CONNECTIONS / 2);
            List<Future<?>> staying = start(executor, CONNECTIONS / 2, _ -> {
                try (Jedis client = connect(server)) {
                    got.add(client.blpop(0, "jobs").get(1));
                }
            });
            awaitBlocked(jedis, CONNECTIONS);

            leaving.forEach(Jedis::disconnect);
            awaitBlocked(jedis, CONNECTIONS / 2);
            await(left);
            jedis.rpush("jobs", names(150).toArray(String[]::new));
            await(staying);

            assertEquals(
                    names(100).stream().sorted().toList(), got.stream().sorted().toList());
            assertEquals(names(150).subList(100, 150), jedis.lrange("jobs", 0, -1));
        }
    }

    private static void awaitBlocked(Jedis jedis, int count) {
        Await.until(
                count + " clients wait",
                PATIENCE,
                () -> jedis.info("clients").contains("blocked_clients:" + count + "\r\n"));
    }
}
