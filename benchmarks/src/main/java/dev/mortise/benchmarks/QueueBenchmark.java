package dev.mortise.benchmarks;

import dev.mortise.lists.ListsModule;
import dev.mortise.runtime.server.StartFailure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a push or a pop costs from the bytes received to the bytes of its reply, without a socket: pipelines of sixteen
 * pushes and sixteen pops, on a list of some length.
 *
 * <p>Each thread is an event loop. With {@code -t 2} there are two, with one list for both or one for each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(2 * QueueBenchmark.PUSHES)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn8m"})
public class QueueBenchmark {

    static final int PUSHES = 16;

    private static final String VALUE = "v".repeat(32);
    private static final int FILLED_AT_ONCE = 100;

    /** How many elements there are before a push. */
    @Param({"1000", "10000000"})
    private int elements;

    private SocketlessServer server;

    /** For JMH, which makes the state itself. */
    @SuppressWarnings("NullAway.Init") // set by start()
    public QueueBenchmark() {}

    /**
     * Starts a server without sockets.
     *
     * @throws StartFailure never
     */
    @Setup
    public void start() throws StartFailure {
        server = SocketlessServer.with(new ListsModule());
        fill("shared");
    }

    private synchronized void fill(String list) {
        byte[] push =
                PipelineClient.ascii(PipelineClient.request("RPUSH " + list + (" " + VALUE).repeat(FILLED_AT_ONCE)));
        for (int filled = 0; filled < elements; filled += FILLED_AT_ONCE) {
            server.execute(push);
        }
    }

    /** Frees the keyspace. */
    @TearDown
    public void stop() {
        server.close();
    }

    /** One event loop, its client and what it sends. */
    @State(Scope.Thread)
    public static class Loop {

        private static final AtomicInteger LOOPS = new AtomicInteger();

        private SocketlessServer.Client client;
        private byte[] shared;
        private byte[] own;
        private byte[] left;
        private byte[] right;

        /** For JMH, which makes the state itself. */
        @SuppressWarnings("NullAway.Init") // set by start()
        public Loop() {}

        /**
         * Makes the client.
         *
         * @param benchmark has the server
         */
        @Setup
        public void start(QueueBenchmark benchmark) {
            client = benchmark.server.newClient();
            String list = "own:" + LOOPS.incrementAndGet();
            benchmark.fill(list);
            shared = pipeline("RPUSH", "LPOP", "shared");
            own = pipeline("RPUSH", "LPOP", list);
            left = pipeline("LPUSH", "LPOP", list);
            right = pipeline("RPUSH", "RPOP", list);
        }

        private static byte[] pipeline(String push, String pop, String list) {
            return PipelineClient.ascii(
                    PipelineClient.request(push + " " + list + " " + VALUE).repeat(PUSHES)
                            + PipelineClient.request(pop + " " + list).repeat(PUSHES));
        }
    }

    /** {@return the bytes of the replies} One list for all threads: in at its end, out at its beginning. */
    @Benchmark
    public long sharedQueue(Loop loop) {
        return loop.client.execute(loop.shared);
    }

    /** {@return the bytes of the replies} A list for each thread: in at its end, out at its beginning. */
    @Benchmark
    public long ownQueue(Loop loop) {
        return loop.client.execute(loop.own);
    }

    /** {@return the bytes of the replies} A list for each thread, all at its beginning. */
    @Benchmark
    public long left(Loop loop) {
        return loop.client.execute(loop.left);
    }

    /** {@return the bytes of the replies} A list for each thread, all at its end. */
    @Benchmark
    public long right(Loop loop) {
        return loop.client.execute(loop.right);
    }
}
