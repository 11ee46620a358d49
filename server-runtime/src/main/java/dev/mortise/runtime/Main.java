package dev.mortise.runtime;

import dev.mortise.runtime.config.CommandLine;
import dev.mortise.runtime.config.HelpText;
import dev.mortise.runtime.config.InvalidConfig;
import dev.mortise.runtime.config.ParameterTable;
import dev.mortise.runtime.config.ServerConfig;
import dev.mortise.runtime.keyspace.MemoryCalls;
import dev.mortise.runtime.log.LogLevel;
import dev.mortise.runtime.log.ServerLog;
import dev.mortise.runtime.module.PluginProblems;
import dev.mortise.runtime.plugin.PluginLoader;
import dev.mortise.runtime.plugin.PluginOptions;
import dev.mortise.runtime.server.ConfiguredModule;
import dev.mortise.runtime.server.FirstScreen;
import dev.mortise.runtime.server.MortiseServer;
import dev.mortise.runtime.server.StartFailure;
import dev.mortise.runtime.transport.TransportKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The server as a process: options in, first screen out, an orderly stop when asked.
 *
 * <p>Ends with status 0 when it was stopped, by a client or by a signal, and with 1 when it could not start; then the
 * error output says why and what to do about it, without a stack trace.
 */
public final class Main {

    private static final System.Logger LOG = System.getLogger(Main.class.getName());
    private static final int FAILED = 1;

    private Main() {}

    /**
     * Runs the server until it is stopped.
     *
     * @param words the options; {@code --help} lists them
     */
    public static void main(String... words) {
        int status = run(System.out, System.err, words);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(PrintStream out, PrintStream err, String... words) {
        try {
            CommandLine asked = CommandLine.parse(words);
            // No switch over the types: the JVM builds one at run time, which takes a tenth of the start.
            if (asked instanceof CommandLine.Run run) {
                serve(run.config(), out);
            } else {
                out.println(asked instanceof CommandLine.Help ? HelpText.text() : "Mortise " + MortiseServer.version());
            }
            return 0;
        } catch (InvalidConfig | PluginProblems | StartFailure e) {
            err.println("Mortise did not start: " + e.getMessage());
            return FAILED;
        }
    }

    private static void serve(ServerConfig config, PrintStream out) throws StartFailure, PluginProblems {
        MemoryCalls.linkAhead();
        openLog(config);
        PluginOptions plugins = PluginOptions.of(config);
        MortiseServer server = start(config, plugins);
        tellShortcoming(config);
        welcome(config, FirstScreen.of(server, plugins.directory()), out);
        try {
            server.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(server, false);
    }

    /** Heeds signals from the beginning: loading a snapshot may take minutes. */
    private static MortiseServer start(ServerConfig config, PluginOptions plugins) throws StartFailure, PluginProblems {
        AtomicReference<@Nullable MortiseServer> started = new AtomicReference<>();
        Thread onSignal = Thread.ofPlatform().name("mortise-stop").unstarted(() -> stopBySignal(started.get()));
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            PluginLoader loader = new PluginLoader(plugins);
            List<ConfiguredModule> modules = loader.load();
            MortiseServer server = MortiseServer.start(config, modules, loader.refused());
            started.set(server);
            return server;
        } finally {
            if (started.get() == null) {
                doNotRun(onSignal);
            }
        }
    }

    /** The end of a process that could not start is no signal. */
    private static void doNotRun(Thread onSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            // There was one as well, and it ends the process.
        }
    }

    private static void openLog(ServerConfig config) throws StartFailure {
        Path file = config.path(ParameterTable.LOG_FILE);
        try {
            ServerLog.process().open(file);
        } catch (IOException e) {
            throw new StartFailure(
                    "logfile: cannot write to " + file + "; is its directory there, and writable for this user?", e);
        }
        ServerLog.process().least(LogLevel.named(config.value(ParameterTable.LOG_LEVEL)));
    }

    private static void tellShortcoming(ServerConfig config) {
        String shortcoming = config.value(ParameterTable.TRANSPORT).equals("auto") ? TransportKind.shortcoming() : null;
        if (shortcoming != null) {
            LOG.log(System.Logger.Level.WARNING, shortcoming);
        }
    }

    /**
     * To the terminal, and to the log if that is elsewhere. Supervisors know the last line from Redis, and wait for it.
     */
    private static void welcome(ServerConfig config, String firstScreen, PrintStream out) {
        out.println(firstScreen);
        if (!config.value(ParameterTable.LOG_FILE).isEmpty()) {
            LOG.log(System.Logger.Level.INFO, firstScreen);
        }
        LOG.log(System.Logger.Level.INFO, "Ready to accept connections");
    }

    /** @param server null if it has not started, so that what was saved last is still all there is */
    private static void stopBySignal(@Nullable MortiseServer server) {
        if (server == null) {
            LOG.log(System.Logger.Level.INFO, "Stopping before the start is over: a signal has asked for it");
            Runtime.getRuntime().halt(0);
        } else {
            stop(server, true);
        }
    }

    /**
     * The last thing that the process does, asked for by a client or, then as a shutdown hook, by a signal. If both
     * ask at once, one of them does it and the other waits for the end.
     *
     * <p>It ends the process itself: the JVM would answer a signal with status 143, which supervisors take for a
     * failure, and it would wait for threads that a plugin has left behind.
     *
     * @param save whether nobody has cared for the data yet: a client says so itself, a signal cannot
     */
    private static synchronized void stop(MortiseServer server, boolean save) {
        LOG.log(
                System.Logger.Level.INFO,
                save ? "Stopping: a signal has asked for it" : "Stopping: a client has asked for it");
        server.close(save);
        LOG.log(System.Logger.Level.INFO, "Stopped, bye");
        Runtime.getRuntime().halt(0);
    }
}
