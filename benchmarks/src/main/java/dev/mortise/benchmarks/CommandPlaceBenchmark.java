package dev.mortise.benchmarks;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.server.StartFailure;
import dev.mortise.strings.StringsModule;
import java.io.IOException;
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
 * The same GET from three places: a class beside the runtime's own, {@code commands-strings}, and a plugin with a class
 * loader of its own. All three are registered in each run, so that the calls are as megamorphic as in a server.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Pipelines.REQUESTS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(3)
public class CommandPlaceBenchmark {

    private static final int KEYS = 1000;

    /** Whose GET it is. Names of equal length, for equal work. */
    @Param({"H.G", "GET", "P.G"})
    private String command;

    private SocketlessServer server;
    private Pipelines measured;

    /** For JMH, which makes the state itself. */
    @SuppressWarnings("NullAway.Init") // set by start()
    public CommandPlaceBenchmark() {}

    /**
     * Starts a server without sockets, fills it and has it execute all three.
     *
     * @throws StartFailure never
     * @throws IOException if the plugin cannot be compiled
     */
    @Setup
    public void start() throws StartFailure, IOException {
        server = SocketlessServer.with(
                new StringsModule(), host(), GeneratedPlugin.named("P").load());
        Pipelines.fill(server, KEYS);
        for (String name : new String[] {"H.G", "GET", "P.G"}) {
            Pipelines others = Pipelines.of(name, KEYS);
            for (int i = 0; i < KEYS; i++) {
                server.execute(others.next());
            }
        }
        measured = Pipelines.of(command, KEYS);
    }

    private static CommandModule host() {
        return setup -> setup.command(
                CommandSpec.named("H.G")
                        .args(1)
                        .flags(Flag.READONLY, Flag.FAST)
                        .complexity("O(1)")
                        .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
                        .build(),
                (request, reply) -> {
                    Slice value = request.entry(0).get(Types.STRING);
                    if (value == null) {
                        reply.nil();
                    } else {
                        reply.bulk(value);
                    }
                });
    }

    /** Frees the keyspace. */
    @TearDown
    public void stop() {
        server.close();
    }

    /** {@return the bytes of the replies} */
    @Benchmark
    public long get() {
        return server.execute(measured.next());
    }
}
