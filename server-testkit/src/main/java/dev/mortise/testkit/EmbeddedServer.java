package dev.mortise.testkit;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.runtime.EmbeddedStart;
import dev.mortise.runtime.server.MortiseServer;
import dev.mortise.runtime.server.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole server within this program: real sockets on a free port, for any client.
 *
 * {@snippet class="dev.mortise.integration.embedded.EmbeddedServerTest" region="shortest"}
 *
 * <p>For tests of applications, which need not care what a mock leaves out, and for applications that bring their
 * server along. To test a command without sockets, and with the clock in the test's hand, see {@link TestServer}.
 *
 * <p><b>What it can do.</b> The commands of the modules that are found on the module path or the class path:
 * {@code commands-strings}, {@code commands-keys} and {@code commands-admin} are what a client library expects to be
 * there. Besides them there can be modules of the program itself, and plugins:
 *
 * {@snippet class="dev.mortise.integration.embedded.EmbeddedServerTest" region="builder"}
 *
 * <p><b>What it takes.</b> One thread serves clients and another does the work in the background, unless {@code
 * io-threads} says more; both are daemons, so a program that forgets the server can end all the same. Address space
 * is reserved for keys, and memory taken only as it is used; {@code maxmemory} limits it. Keys lie outside of the
 * Java heap, so that Java 25 warns unless it is started with {@code --enable-native-access=ALL-UNNAMED} or, on the
 * module path, {@code dev.mortise.runtime,io.netty.common}.
 *
 * <p>On Linux it is faster by a library of Netty's. On the class path that is found; on the module path only with
 * {@code --add-modules io.netty.transport.epoll.linux.x86_64}, or {@code aarch_64}. Without it Java's own selectors do,
 * and {@code INFO server} says {@code multiplexing_api:nio}; why is in the log, at the level {@code DEBUG}.
 *
 * <p><b>What it leaves alone.</b> The process: it handles no signal, never ends it, and prints nothing; what it has
 * to say it says to {@link System.Logger}. The directory the program was started in: files of plugins go to a
 * directory of its own, which is deleted when the server is closed, unless {@code dir} names another one. And its
 * neighbours: several servers in one program share nothing.
 *
 * <p><b>What it keeps.</b> Nothing, unless {@code dir} names a directory: with {@code persistence-plugin} beside the
 * commands, a snapshot of the keys is loaded from there at start, and saved as {@code save} says, and at the end.
 *
 * <p>It stops when it is {@linkplain #close closed} or a client sends {@code SHUTDOWN}. For any thread.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EmbeddedServer.class.getName());
    private static final int MOST_PORTS = 65_535;

    private final MortiseServer server;
    private final @Nullable TemporaryDirectory ownDirectory;

    /** The thread that closes it because a client said so, if one did. */
    private volatile @Nullable Thread stopping;

    private EmbeddedServer(MortiseServer server, @Nullable TemporaryDirectory ownDirectory) {
        this.server = server;
        this.ownDirectory = ownDirectory;
        server.core().onShutdown(() -> {
            // The client has said itself whether the keys are to be saved.
            Thread thread = Thread.ofPlatform().daemon().name("mortise-stop").unstarted(() -> close(false));
            stopping = thread;
            thread.start();
        });
    }

    /**
     * {@return a server that has started, with all modules that are found and no parameter set}
     *
     * @throws IllegalStateException if it cannot start, saying why
     */
    public static EmbeddedServer start() {
        return builder().start();
    }

    /**
     * {@return a builder of a server that has these modules besides those that are found}
     *
     * @param modules modules of the program; of a class that is found as well, the one given here counts
     */
    public static Builder with(CommandModule... modules) {
        return builder().modules(modules);
    }

    /** {@return a builder of a server} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return where clients find it, such as {@code redis://127.0.0.1:40123}}
     *
     * <p>If there is a password it is part of the address, so that a client needs nothing else.
     *
     * @throws IllegalStateException if the server listens on no port
     */
    public URI uri() {
        String password = server.core().parameters().getOrDefault("requirepass", "");
        try {
            return new URI("redis", password.isEmpty() ? null : ":" + password, host(), port(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@return the host to connect to, such as {@code 127.0.0.1}}
     *
     * @throws IllegalStateException if the server listens on no port
     */
    public String host() {
        InetAddress address = first().getAddress();
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        return reachable.getHostAddress();
    }

    /**
     * {@return the port to connect to}
     *
     * @throws IllegalStateException if the server listens on no port
     */
    public int port() {
        return first().getPort();
    }

    private InetSocketAddress first() {
        if (server.addresses().isEmpty()) {
            throw new IllegalStateException("the server listens on no port, as its parameters say");
        }
        return server.addresses().getFirst();
    }

    /** {@return the server as its modules see it} */
    public Server server() {
        return server.core();
    }

    /** Removes all keys of all databases. Clients may be at work meanwhile. */
    public void flush() {
        for (int database = 0; database < server.core().keyspace().databases(); database++) {
            server.core().keyspace().clear(database);
        }
    }

    /** {@return whether it takes clients: it was neither closed nor shut down by one of them} */
    public boolean isRunning() {
        return !server.isClosed();
    }

    /**
     * Waits until it is closed, or shut down by a client: for programs that have nothing else to do.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitStop() throws InterruptedException {
        server.awaitStop();
    }

    /**
     * Stops it: clients get the replies to what was executed, modules stop, threads end, memory is given back. When it
     * returns nothing of the server is left, whoever has closed it; only Netty's {@code globalEventExecutor}, which
     * belongs to all in the process that use Netty, needs a second without work to end. Calling it again does nothing.
     */
    @Override
    public void close() {
        close(true);
        Thread thread = stopping;
        if (thread != null && !thread.equals(Thread.currentThread())) {
            awaitEnd(thread);
        }
    }

    /** It has done all of its work, and only has to end. */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void close(boolean save) {
        server.close(save);
        if (ownDirectory != null) {
            try {
                ownDirectory.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot delete " + ownDirectory.path(), e);
            }
        }
    }

    /** {@return {@code EmbeddedServer on} its address} */
    @Override
    public String toString() {
        return "EmbeddedServer on " + server.addresses();
    }

    /**
     * How a server is to be. Each method changes this builder and returns it; {@link #start} may be called several
     * times, for servers of one kind. For one thread at a time.
     */
    public static final class Builder {

        private final Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final List<CommandModule> modules = new ArrayList<>();

        private Builder() {}

        /**
         * Says which port to listen on.
         *
         * @param port from 1 to 65535, or 0 for any that is free, as without this
         * @return this
         */
        public Builder port(int port) {
            if (port < 0 || port > MOST_PORTS) {
                throw new IllegalArgumentException("port must be 0 to " + MOST_PORTS + ": " + port);
            }
            parameters.remove("port");
            return port == 0 ? this : set("port", Integer.toString(port));
        }

        /**
         * Sets a parameter by the name it has in the configuration, such as {@code set("maxmemory", "100mb")}.
         *
         * <p>All parameters of {@code docs/configuration.md} can be set but those of the process: {@code logfile},
         * {@code loglevel}. A setting of a plugin is {@code plugins.settings.}, the plugin's id and the setting's name.
         * What is wrong with names and values {@link #start} says, of all at once.
         *
         * @param name the parameter's name, in any case
         * @param value its value, as on the command line
         * @return this
         */
        public Builder set(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        /**
         * Adds modules to those that are found.
         *
         * @param added modules of the program; of a class that is found as well, the one given here counts. A module
         *     serves one server: who calls {@link #start} again gives others
         * @return this
         */
        public Builder modules(CommandModule... added) {
            modules.addAll(List.of(added));
            return this;
        }

        /**
         * Loads plugins, for which the server has to be on the module path. Without this there are none.
         *
         * @param directory where their jars are
         * @return this
         */
        public Builder pluginDirectory(Path directory) {
            return set("plugins.directory", directory.toAbsolutePath().toString());
        }

        /**
         * {@return a server that takes clients}
         *
         * @throws IllegalStateException if it cannot start, saying all that is wrong in the words of the server;
         *     nothing is left behind
         */
        public EmbeddedServer start() {
            TemporaryDirectory ownDirectory = null;
            try {
                Map<String, String> all = new TreeMap<>(parameters);
                if (!parameters.containsKey("dir")) {
                    ownDirectory = TemporaryDirectory.create();
                    all.put("dir", ownDirectory.path().toString());
                    all.putIfAbsent("save", "");
                }
                return new EmbeddedServer(EmbeddedStart.start(all, modules), ownDirectory);
            } catch (StartFailure e) {
                delete(ownDirectory, e);
                throw new IllegalStateException(e.getMessage(), e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(@Nullable TemporaryDirectory directory, Exception reason) {
            if (directory != null) {
                try {
                    directory.close();
                } catch (IOException e) {
                    reason.addSuppressed(e);
                }
            }
        }
    }
}
