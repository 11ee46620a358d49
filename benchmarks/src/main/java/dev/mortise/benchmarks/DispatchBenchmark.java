package dev.mortise.benchmarks;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.api.Slice;
import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.dispatch.Dispatcher;
import dev.mortise.runtime.info.ServerIdentity;
import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.resp.ClientInput;
import dev.mortise.runtime.resp.DecoderLimits;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.server.ConfiguredModule;
import dev.mortise.runtime.server.CoreSettings;
import dev.mortise.runtime.server.Parameters;
import dev.mortise.runtime.server.PluginPolicy;
import dev.mortise.runtime.server.ServerCore;
import dev.mortise.runtime.server.StartFailure;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.session.Connection;
import dev.mortise.runtime.session.ConnectionMemory;
import dev.mortise.runtime.session.Credentials;
import dev.mortise.runtime.statistics.TimingSettings;
import dev.mortise.strings.StringsModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
@OperationsPerInvocation(DispatchBenchmark.PIPELINE)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DispatchBenchmark {

    static final int PIPELINE = 100;

    /** Enough that a pipeline's keys are not in the cache since it was last sent. */
    private static final int PIPELINES = 1000;

    private static final String VALUE = "v".repeat(32);

    /** How many keys there are. */
    @Param({"1000", "100000"})
    private int keys;

    private final byte[][] gets = new byte[PIPELINES][];
    private final byte[][] sets = new byte[PIPELINES][];
    private final ClientInput input = new ClientInput(new byte[ClientInput.SHARED_BYTES]);
    private final RequestBatch batch = new RequestBatch();
    private final ReplyWriter reply = new ReplyWriter();
    private ServerCore core;
    private Dispatcher dispatcher;
    private ClientSession session;
    private int next;

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
        Nobody nobody = new Nobody();
        core = new ServerCore(
                new CoreSettings(
                        StoreSettings.defaults(),
                        new MemoryLimit(),
                        nobody,
                        nobody,
                        PluginPolicy.DEFAULT,
                        System::currentTimeMillis,
                        System::nanoTime,
                        System::nanoTime,
                        TimingSettings::defaults,
                        () -> 1 << 20,
                        false,
                        () -> Path.of("target"),
                        false),
                List.of(new ConfiguredModule(new Server.Module("strings", "", "", true), strings())),
                new ServerIdentity("0", "7.0.15", "0".repeat(40), "none", ""));
        core.start();
        dispatcher = core.newDispatcher();
        session = core.clients().open(nobody);
        for (int key = 0; key < keys; key++) {
            execute(set(key).getBytes(StandardCharsets.US_ASCII));
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < PIPELINES; i++) {
            StringBuilder get = new StringBuilder();
            StringBuilder set = new StringBuilder();
            for (int k = 0; k < PIPELINE; k++) {
                get.append("*2\r\n$3\r\nGET\r\n$16\r\n")
                        .append(key(random.nextInt(keys)))
                        .append("\r\n");
                set.append(set(random.nextInt(keys)));
            }
            gets[i] = get.toString().getBytes(StandardCharsets.US_ASCII);
            sets[i] = set.toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Frees the keyspace. */
    @TearDown
    public void stop() {
        core.close();
    }

    private static CommandModule strings() {
        return new StringsModule();
    }

    private static String set(int key) {
        return "*3\r\n$3\r\nSET\r\n$16\r\n" + key(key) + "\r\n$32\r\n" + VALUE + "\r\n";
    }

    private static String key(int number) {
        return "key:%012d".formatted(number);
    }

    /** {@return the bytes of the replies} */
    @Benchmark
    public long get() {
        next = (next + 1) % PIPELINES;
        return execute(gets[next]);
    }

    /** {@return the bytes of the replies} */
    @Benchmark
    public long set() {
        next = (next + 1) % PIPELINES;
        return execute(sets[next]);
    }

    private long execute(byte[] requests) {
        int count = input.prepare(requests.length);
        System.arraycopy(requests, 0, input.bytes(), input.limit(), count);
        input.received(count);
        input.decode(batch, DecoderLimits.defaults(), true);
        dispatcher.execute(batch, 0, session, reply, Long.MAX_VALUE);
        input.release();
        long bytes = reply.size();
        reply.reset();
        return bytes;
    }

    /** A client without a connection, of a server without configuration. */
    private static final class Nobody implements Parameters, Credentials, Connection {
        @Override
        public Map<String, String> all() {
            return Map.of();
        }

        @Override
        public ModuleSettings settings() {
            return ModuleSettings.of(Map.of());
        }

        @Override
        public void rewriteFile() {
            throw new IllegalStateException("there is no file");
        }

        @Override
        public boolean isSecret(String name) {
            return false;
        }

        @Override
        public void change(Map<String, String> changes) {
            throw new IllegalStateException("nothing can be changed here");
        }

        @Override
        public boolean required() {
            return false;
        }

        @Override
        public boolean accept(String user, Slice password) {
            return true;
        }

        @Override
        public String address() {
            return "";
        }

        @Override
        public String localAddress() {
            return "";
        }

        @Override
        public int fileDescriptor() {
            return -1;
        }

        @Override
        public ConnectionMemory memory() {
            return ConnectionMemory.NONE;
        }

        @Override
        public boolean servedByThisThread() {
            return true;
        }

        @Override
        public boolean push(byte[] message) {
            return false;
        }

        @Override
        public void wake() {
            // It never waits.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
