package dev.mortise.integration.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.ResidentMemory;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The packaged server at its memory limit, seen from outside. */
class MemoryLimitTest {

    private static final long MEBIBYTE = 1 << 20;

    /** What the JVM grows by as it warms up: compiled code, and the heap for requests of a megabyte. */
    private static final long WARM_UP_BYTES = 80 * MEBIBYTE;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static long field(Wire wire, String section, String name) {
        return wire.ask("INFO " + section)
                .text()
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void boundsTheProcessUnderAStormOfMixedSizes() throws Exception {
        long max = 128 * MEBIBYTE;
        try (ServerProcess server = ServerProcess.startMortise(
                        "--maxmemory", "128mb", "--maxmemory-policy", "allkeys-lru", "--io-threads", "2");
                Wire wire = Wire.to(server);
                ExecutorService clients = Executors.newFixedThreadPool(4)) {
            long before = ResidentMemory.bytes(server.handle());
            List<Callable<Void>> storms = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                int number = seed;
                storms.add(() -> storm(server, number));
            }
            for (Future<Void> storm : clients.invokeAll(storms)) {
                storm.get();
            }
            assertTrue(field(wire, "stats", "evicted_keys") > 0);
            long used = field(wire, "memory", "used_memory");
            assertTrue(used < max + max / 16, used + " used");
            long grown = ResidentMemory.bytes(server.handle()) - before;
            assertTrue(grown < max + max / 16 + WARM_UP_BYTES, "the process has grown by " + grown);
        }
    }

    /** Each list outlives several collections of young objects, so that none of those will ever find it dead. */
    @Test
    void collectsLargeListsThatWereRemovedLongBeforeTheHeapIsFull() {
        try (ServerProcess server = ServerProcess.startMortise();
                Wire wire = Wire.to(server)) {
            String elements = (" " + "e".repeat(1000)).repeat(1000);
            for (int list = 0; list < 40; list++) {
                for (int push = 0; push < 16; push++) {
                    wire.ask("RPUSH list" + elements);
                }
                wire.ask("DEL list");
            }
            Await.until(
                    "of 640 MB that died, most are free again",
                    PATIENCE,
                    () -> field(wire, "memory", "used_memory_jvm_heap") < 128 * MEBIBYTE);
        }
    }

    /** It went through the heap and, as the client does not read at once, through buffers of its socket. */
    @Test
    void givesBackOnDemandWhatALargeReplyTook() {
        try (ServerProcess server = ServerProcess.startMortise();
                Wire wire = Wire.to(server)) {
            wire.ask("MEMORY PURGE");
            long before = ResidentMemory.bytes(server.handle());
            wire.ask("SETRANGE large " + 128 * MEBIBYTE + " x");
            try (Wire slow = Wire.to(server)) {
                slow.send(Words.request("GET large"));
                Await.until(
                        "the reply lies in both",
                        PATIENCE,
                        () -> ResidentMemory.bytes(server.handle()) - before > 256 * MEBIBYTE);
                slow.reply();
            }
            wire.ask("DEL large");

            assertEquals("OK", wire.ask("MEMORY PURGE").text());

            long kept = ResidentMemory.bytes(server.handle()) - before;
            assertTrue(kept < WARM_UP_BYTES, kept + " bytes are kept");
        }
    }

    private static Void storm(ServerProcess server, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[(int) MEBIBYTE];
        try (Wire wire = Wire.to(server)) {
            for (int round = 0; round < 40; round++) {
                List<byte[]> requests = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    int size = random.nextInt(500) == 0 ? random.nextInt(bytes.length) : random.nextInt(1000);
                    requests.add(Words.encode(List.of(
                            Words.ascii("SET"),
                            Words.ascii("key" + random.nextInt(1_000_000)),
                            Arrays.copyOf(bytes, size))));
                }
                wire.pipeline(requests).forEach(reply -> assertEquals("+OK\\r\\n", reply.toString()));
            }
        }
        return null;
    }

    @Test
    void makesRoomForLargeValues() {
        try (ServerProcess server =
                        ServerProcess.startMortise("--maxmemory", "200mb", "--maxmemory-policy", "allkeys-lru");
                Wire wire = Wire.to(server)) {
            byte[] value = new byte[(int) (64 * MEBIBYTE)];
            for (int i = 0; i < 12; i++) {
                wire.send(Words.encode(List.of(Words.ascii("SET"), Words.ascii("large" + i), value)));
                assertEquals("+OK\\r\\n", wire.reply().toString());
            }
            assertTrue(field(wire, "memory", "used_memory") < 210 * MEBIBYTE);
            assertEquals(value.length, Long.parseLong(wire.ask("STRLEN large11").text()));
        }
    }

    @Test
    void shrinksInTheBackgroundWhenTheLimitIsLowered() {
        try (ServerProcess server = ServerProcess.subject();
                Wire wire = Wire.to(server)) {
            for (int i = 0; i < 100; i++) {
                wire.ask("SET large" + i + " " + "x".repeat((int) MEBIBYTE));
            }
            wire.ask("CONFIG SET maxmemory 10mb maxmemory-policy allkeys-random");

            Await.until(
                    "there is no more than 10 MiB",
                    PATIENCE,
                    () -> field(wire, "memory", "used_memory") <= 10 * MEBIBYTE);
            wire.ask("CONFIG SET maxmemory 0 maxmemory-policy noeviction");
        }
    }

    /** A heap of 48 MiB holds no request of 64: that client loses its connection, and nobody else notices. */
    @Test
    void aValueForWhichThereIsNoMemoryIsItsClientsError() {
        try (ServerProcess server = ServerProcess.startMortiseInHeap("48m");
                Wire other = Wire.to(server);
                Wire greedy = Wire.to(server)) {
            assertEquals("+OK\\r\\n", other.ask("SET key value").toString());

            byte[] request =
                    Words.encode(List.of(Words.ascii("SET"), Words.ascii("large"), new byte[(int) (64 * MEBIBYTE)]));
            assertThrows(UncheckedIOException.class, () -> {
                greedy.send(request);
                greedy.send(request);
            });

            assertEquals("value", other.ask("GET key").text());
            assertEquals(":0\\r\\n", other.ask("EXISTS large").toString());
            assertEquals("+OK\\r\\n", other.ask("SET key other").toString());
            assertTrue(server.running());
        }
    }
}
