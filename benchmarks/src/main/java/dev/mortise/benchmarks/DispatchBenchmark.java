package dev.mortise.benchmarks;

import dev.mortise.runtime.server.StartFailure;
import dev.mortise.strings.StringsModule;
import java.util.concurrent.TimeUnit;
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
 * What a command costs from the bytes received to the bytes of its reply, in a pipeline of 100 and without a socket.
 *
 * <p>Run with {@code -prof gc}: nothing may be allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Pipelines.REQUESTS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DispatchBenchmark {

    private static final int KEYS_OF_A_LONG_REQUEST = 1000;

    /** How many keys there are. */
    @Param({"1000", "100000"})
    private int keys;

    private SocketlessServer server;
    private Pipelines gets;
    private Pipelines sets;
    private Pipelines longGets;

    /** For JMH, which makes the state itself. */
    @SuppressWarnings("NullAway.Init") // set by start()
    public DispatchBenchmark() {}

    /**
     * Starts a server without sockets and fills it.
     *
     * @throws StartFailure never
     */
    @Setup
    public void start() throws StartFailure {
        server = SocketlessServer.with(new StringsModule());
        Pipelines.fill(server, keys);
        gets = Pipelines.of("GET", keys);
        sets = Pipelines.ofSets(keys);
        longGets = Pipelines.ofLong("MGET", KEYS_OF_A_LONG_REQUEST, keys);
    }

    /** Frees the keyspace. */
    @TearDown
    public void stop() {
        server.close();
    }

    /** {@return the bytes of the replies} */
    @Benchmark
    public long get() {
        return server.execute(gets.next());
    }

    /** {@return the bytes of the replies} */
    @Benchmark
    public long set() {
        return server.execute(sets.next());
    }

    /** {@return the bytes of the reply; per key, of a request that is one command} */
    @Benchmark
    @OperationsPerInvocation(KEYS_OF_A_LONG_REQUEST)
    public long mget() {
        return server.execute(longGets.next());
    }
}
