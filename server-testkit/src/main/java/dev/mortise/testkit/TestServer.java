package dev.mortise.testkit;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Persistence;
import dev.mortise.api.Server;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.info.ServerIdentity;
import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.rdb.RdbLoader;
import dev.mortise.runtime.rdb.RdbSaver;
import dev.mortise.runtime.rdb.SaveOptions;
import dev.mortise.runtime.rdb.SnapshotTypes;
import dev.mortise.runtime.server.ConfiguredModule;
import dev.mortise.runtime.server.CoreSettings;
import dev.mortise.runtime.server.PluginPolicy;
import dev.mortise.runtime.server.ServerCore;
import dev.mortise.runtime.server.StartFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A whole server in the test's own thread: real decoder, dispatch, keyspace and replies, but no sockets and no clock of
 * its own.
 *
 * <pre>{@code
 * TestServer server = TestServer.with(new HelloModule());
 *
 * assertEquals(bulk("hello ana"), server.send("HELLO.GREET ana"));
 *
 * server.send("SET key value PX 10");
 * server.advance(Duration.ofMillis(10));
 * assertEquals(nil(), server.send("GET key"));
 * }</pre>
 *
 * <p>Time stands still until {@link #advance}, which a command may call to take long. Expired keys are hidden at once,
 * as always, and reclaimed by {@link #reclaimExpired}. For one thread. A server needs no closing; {@link #close} stops
 * its modules and frees its memory early.
 */
public final class TestServer implements AutoCloseable {

    /** When a test begins: late enough that no expiry of a test lies before 1970. */
    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");

    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final int SHARDS = 4;
    private static final int DATABASES = 16;
    private static final long REGION_BYTES = 1L << 30;
    private static final int SNAPSHOT_VERSION = 9;
    private static final String OVERRIDE = "plugins.override.";

    private final AtomicLong nowNanos = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(BEGINNING.toEpochMilli()));
    private final TestParameters parameters;
    private final ServerCore core;
    private final TestClient client;
    private @Nullable TemporaryDirectory temporary;
    private final Queue<TestClient> woken = new ArrayDeque<>();
    private int executing;
    private boolean serving;

    private TestServer(Map<String, String> given, List<ConfiguredModule> modules) {
        Map<String, String> others = new HashMap<>();
        Map<String, String> overrides = new HashMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(OVERRIDE)) {
                overrides.put(name.substring(OVERRIDE.length()), value);
            } else {
                others.put(name, value);
            }
        });
        parameters = new TestParameters(others, this::temporaryDirectory);
        CoreSettings settings = new CoreSettings(
                new StoreSettings(SHARDS, DATABASES, REGION_BYTES),
                parameters.memory(),
                parameters,
                parameters,
                new PluginPolicy(overrides, true, List.of()),
                this::nowMillis,
                () -> TimeUnit.NANOSECONDS.toMicros(nowNanos.get()),
                nowNanos::get,
                parameters::timing,
                parameters::maxBulkBytes,
                false,
                () -> parameters.directory().resolve("plugin-data"),
                true);
        try {
            core = new ServerCore(
                    settings, modules, new ServerIdentity("0-test", "7.0.15", "0".repeat(40), "none", ""));
            core.start();
        } catch (StartFailure e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        client = newClient();
    }

    /**
     * {@return a server with these modules, configured and started}
     *
     * @param modules the modules
     * @throws IllegalStateException if one of them does not start, saying why
     */
    public static TestServer with(CommandModule... modules) {
        return with(Map.of(), modules);
    }

    /**
     * {@return a server with these modules, configured and started}
     *
     * <pre>{@code
     * TestServer.with(
     *         Map.of(
     *                 "acme.hello.greeting", "hola",
     *                 "acme.tenants.tokens", "ana=mango bob=banana",
     *                 "plugins.override.SET", "acme.dialect"),
     *         new HelloModule(), new TenantsModule(), new DialectModule());
     * }</pre>
     *
     * <p>A map may also be given one by one, {@code acme.tenants.tokens.ana}.
     *
     * <p>The server's own parameters are given in the same way, {@code maxmemory} or {@code dir}. In {@code dir} are
     * snapshots, and the modules' data directories: two servers that are given the same one, one after the other, are
     * one that was restarted. If it is not given, the server has a directory to itself, which {@link #close} deletes.
     *
     * @param settings what is set for them, by names such as {@code acme.hello.greeting}: texts, as {@code CONFIG SET}
     *     takes them; and which of them may put a command in the place of another one's
     * @param modules the modules
     * @throws IllegalStateException if one of them does not start, saying why
     */
    public static TestServer with(Map<String, String> settings, CommandModule... modules) {
        List<ConfiguredModule> configured = new ArrayList<>();
        for (CommandModule module : modules) {
            configured.add(ConfiguredModule.of(module, "the test"));
        }
        return new TestServer(settings, configured);
    }

    /**
     * {@return a server with one module, configured and started, which it takes for a plugin}
     *
     * @param id the plugin's name
     * @param module its module
     * @throws IllegalStateException if it does not start, saying why
     */
    static TestServer asPlugin(String id, CommandModule module) {
        return new TestServer(
                Map.of(), List.of(new ConfiguredModule(new Server.Module(id, "", "the test", false), module)));
    }

    /** Looks whether a command takes too long, as the server does in the background. To be called by a command. */
    void lookForSlowCommands() {
        core.watchdog().look();
    }

    /**
     * Sends a command as one types it into {@code redis-cli}.
     *
     * @param line words, which may be quoted as there
     * @return the reply
     */
    public ReplyValue send(String line) {
        return client.send(line);
    }

    /**
     * Sends a command.
     *
     * @param words its name and arguments
     * @return the reply
     */
    public ReplyValue call(String... words) {
        return client.call(words);
    }

    /**
     * Sends a command of any bytes.
     *
     * @param words its name and arguments
     * @return the reply
     */
    public ReplyValue call(byte[]... words) {
        return client.call(words);
    }

    /**
     * {@return another client of this server}
     */
    public TestClient newClient() {
        return new TestClient(this, core);
    }

    /** Says that a client has begun to have its requests executed. */
    void beginExecution() {
        executing++;
    }

    /** Says that they are executed. */
    void endExecution() {
        executing--;
    }

    /** Notes a client that need not wait for keys any longer. */
    void woken(TestClient who) {
        woken.add(who);
    }

    /** Has those go on who need not wait for keys any longer, as an event loop does in its next iteration. */
    void serveWoken() {
        if (executing > 0 || serving) {
            return;
        }
        serving = true;
        try {
            TestClient next;
            while ((next = woken.poll()) != null) {
                next.goOn();
            }
        } finally {
            serving = false;
        }
    }

    private synchronized Path temporaryDirectory() {
        if (temporary == null) {
            try {
                temporary = TemporaryDirectory.create();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // Many servers of tests are not closed. What is in there stays then, but there is rarely anything.
            temporary.path().toFile().deleteOnExit();
        }
        return temporary.path();
    }

    /**
     * Lets time pass. {@linkplain dev.mortise.api.Tasks Timers} of modules run in this thread, each when its time has
     * come; those that fall due while a command takes its time, when time passes next.
     *
     * @param duration how much; not negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + duration);
        }
        long target = nowNanos.get() + duration.toNanos();
        if (executing == 0) {
            long next = core.nanosToNextTimer();
            while (next <= target - nowNanos.get()) {
                nowNanos.addAndGet(next);
                core.runDueTimers();
                next = core.nanosToNextTimer();
            }
        }
        nowNanos.set(target);
        serveWoken();
    }

    /**
     * Waits until no {@linkplain dev.mortise.api.Request#async asynchronous body} and no {@linkplain
     * dev.mortise.api.Tasks#background background task} runs any more.
     *
     * @throws IllegalStateException if that takes longer than ten seconds of real time
     */
    public void awaitBackground() {
        try {
            if (!core.awaitPluginThreads(LONGEST_WAIT)) {
                throw new IllegalStateException(core.pluginThreads() + " threads of modules do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@return the time, in milliseconds since 1970} */
    public long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos.get());
    }

    /**
     * Does what the server does in the background: frees the memory of keys whose time is over.
     *
     * @return how many there were
     */
    public long reclaimExpired() {
        return core.store().expireCycle(nowMillis(), Long.MAX_VALUE);
    }

    /** {@return the types of values that modules have registered} */
    public Collection<ValueType<?>> types() {
        return core.types();
    }

    /**
     * {@return a snapshot of all keys, in the form in which servers save them}
     *
     * <p>With {@link #load} a test sees what is there after a restart:
     *
     * <pre>{@code
     * TestServer restarted = TestServer.with(new BloomModule());
     * restarted.load(server.snapshot());
     * }</pre>
     */
    public byte[] snapshot() {
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        SaveOptions options =
                new SaveOptions(SNAPSHOT_VERSION, true, true, core.redisVersion(), core.version(), 1, () -> 0);
        RdbSaver saver = new RdbSaver(core.store(), new SnapshotTypes(core.types()), options, List.of());
        try {
            saver.writeTo(snapshot, nowMillis(), () -> {}, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return snapshot.toByteArray();
    }

    /**
     * Loads a snapshot, as a server does when it starts.
     *
     * @param snapshot what {@link #snapshot} has made
     * @throws UncheckedIOException if it cannot be read, or there is one of its keys already
     */
    public void load(byte[] snapshot) {
        RdbLoader loader = new RdbLoader(core.store(), new SnapshotTypes(core.types()), nowMillis(), false, 1);
        try {
            loader.load(new ByteArrayInputStream(snapshot), snapshot.length, true, _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the server as its modules see it} */
    public Server server() {
        return core;
    }

    /**
     * Sets the password that new clients need.
     *
     * @param password the password, or an empty text for none
     */
    public void requirePassword(String password) {
        parameters.change(Map.of("requirepass", password));
    }

    /** {@return where some module keeps snapshots, or null if none does} */
    public @Nullable Persistence persistence() {
        return core.persistence();
    }

    /** Stops the modules, frees the memory, and deletes the files of the server, unless {@code dir} was given. */
    @Override
    public void close() {
        core.close();
        if (temporary != null) {
            try {
                temporary.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
