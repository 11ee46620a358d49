package dev.mortise.runtime.server;

import dev.mortise.runtime.config.ServerConfig;
import dev.mortise.runtime.info.ServerIdentity;
import dev.mortise.runtime.module.PluginProblem;
import dev.mortise.runtime.transport.Transport;
import dev.mortise.runtime.transport.TransportSettings;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running server: a {@link ServerCore} behind sockets.
 *
 * <p>Start: modules are configured, the last snapshot is loaded, modules are started, and the sockets open, so that the
 * first client finds everything in place. If there is something to load they open before, so that clients are told what
 * they wait for. Stop: the sockets close, clients get the replies to what was executed, modules stop. For any thread.
 */
public final class MortiseServer implements AutoCloseable {

    private static final String PERMISSIONS = "rwxrwxrwx";

    private final ServerCore core;
    private final Transport transport;
    private final Listening listening;
    private final @Nullable UnixSocketFile socketFile;
    private final List<InetSocketAddress> boundAddresses = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    /** Whether the sockets were opened. For the thread that starts. */
    private boolean open;

    private final CountDownLatch stopRequested = new CountDownLatch(1);

    private MortiseServer(ServerCore core, Transport transport, Listening listening) {
        this.core = core;
        this.transport = transport;
        this.listening = listening;
        Path socket = listening.unixSocket();
        this.socketFile = socket == null ? null : new UnixSocketFile(socket);
    }

    /**
     * {@return a server that takes clients}
     *
     * @param config how it is to be
     * @param modules what clients can call
     * @throws StartFailure if it cannot; nothing is left behind
     */
    public static MortiseServer start(ServerConfig config, List<ConfiguredModule> modules) throws StartFailure {
        return start(config, modules, List.of());
    }

    /**
     * {@return a server that takes clients}
     *
     * @param config how it is to be
     * @param modules what clients can call
     * @param refused why plugins are not among them, for operators who ask
     * @throws StartFailure if it cannot; nothing is left behind
     */
    public static MortiseServer start(ServerConfig config, List<ConfiguredModule> modules, List<PluginProblem> refused)
            throws StartFailure {
        return Assembly.start(config, modules, refused);
    }

    /** {@return the version of the server} */
    public static String version() {
        return Assembly.version();
    }

    static MortiseServer start(
            CoreSettings settings,
            TransportSettings connections,
            Listening listening,
            List<ConfiguredModule> modules,
            ServerIdentity identity)
            throws StartFailure {
        ServerCore core = new ServerCore(settings, modules, identity);
        Transport transport = new Transport(
                listening.transport(),
                listening.eventLoops(),
                connections,
                core.clients(),
                core::newDispatcher,
                settings.nowMillis());
        MortiseServer server = new MortiseServer(core, transport, listening);
        try {
            core.onShutdown(server.stopRequested::countDown);
            server.startCore();
        } catch (StartFailure e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void startCore() throws StartFailure {
        try {
            core.start(() -> {
                try {
                    listen();
                } catch (StartFailure e) {
                    throw new NotListening(e);
                }
            });
        } catch (NotListening e) {
            throw e.reason;
        }
        if (!open) {
            listen();
        }
    }

    /** Takes the reason past the module that loads. */
    private static final class NotListening extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Why the sockets could not be opened. */
        private final StartFailure reason;

        NotListening(StartFailure reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private void listen() throws StartFailure {
        open = true;
        if (listening.port() != Listening.NO_PORT) {
            int port = listening.port();
            for (String host : withoutDoubles(listening.addresses())) {
                InetSocketAddress bound = listenOn(host, port);
                if (bound != null) {
                    boundAddresses.add(bound);
                    // All addresses share the port that the system chose for the first.
                    port = bound.getPort();
                }
            }
            if (boundAddresses.isEmpty()) {
                throw new StartFailure(
                        "bind: none of the addresses " + listening.addresses() + " exists on this machine");
            }
        }
        if (socketFile != null) {
            listenOn(socketFile);
        }
    }

    /** A socket on all IPv6 addresses takes IPv4 as well; a second one for IPv4 would find the port taken. */
    private static List<String> withoutDoubles(List<String> hosts) {
        boolean allOfIpv6 = hosts.stream().anyMatch(host -> host.endsWith("::*") && ipv6());
        return hosts.stream()
                .filter(host -> !allOfIpv6 || !host.equals("*"))
                .filter(host -> !host.endsWith("::*") || allOfIpv6)
                .toList();
    }

    private static boolean ipv6() {
        return !Boolean.getBoolean("java.net.preferIPv4Stack") && Files.exists(Path.of("/proc/net/if_inet6"));
    }

    private @Nullable InetSocketAddress listenOn(String host, int port) throws StartFailure {
        boolean optional = host.startsWith("-");
        String name = optional ? host.substring(1) : host;
        InetAddress address = address(name);
        try {
            return transport.listen(new InetSocketAddress(address, port), listening.backlog());
        } catch (IOException e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            if (optional && !taken) {
                return null;
            }
            String reason = taken
                    ? whoListens(address)
                    : e.getMessage() + "; choose another address with --bind or another port with --port";
            throw new StartFailure("cannot listen on " + name + " port " + port + ": " + reason, e);
        }
    }

    private static InetAddress address(String name) throws StartFailure {
        try {
            return switch (name) {
                case "*" -> InetAddress.getByAddress(new byte[4]);
                case "::*" -> InetAddress.getByAddress(new byte[16]);
                default -> InetAddress.getByName(name);
            };
        } catch (UnknownHostException e) {
            throw new StartFailure("bind: '" + name + "' is no address of this machine", e);
        }
    }

    /** {@return who has the port of an address already, and what to do about it} */
    private String whoListens(InetAddress address) {
        return boundAddresses.stream()
                .map(InetSocketAddress::getAddress)
                .filter(bound -> covers(bound, address) || covers(address, bound))
                .findFirst()
                .map(bound -> bound.isAnyLocalAddress() ? "all addresses" : bound.getHostAddress())
                .map(where -> "this server itself already listens on " + where + "; name each address once in bind")
                .orElse("another program already listens there; stop it, or choose another port with --port");
    }

    /** {@return whether an address is the other one, or is all addresses and the other one of them} */
    private static boolean covers(InetAddress address, InetAddress other) {
        return address.equals(other)
                || (address.isAnyLocalAddress() && (address instanceof Inet6Address || other instanceof Inet4Address));
    }

    private void listenOn(UnixSocketFile socket) throws StartFailure {
        try {
            socket.makeWay();
            transport.listen(socket.path(), listening.backlog());
            socket.made();
            String permissions = listening.unixSocketPermissions();
            if (permissions != null) {
                Files.setPosixFilePermissions(socket.path(), permissions(permissions));
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "unixsocket: cannot listen on " + socket.path() + " (" + e.getMessage()
                            + "); is its directory there and writable?",
                    e);
        }
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        int bits = Integer.parseInt(octal, 8);
        StringBuilder letters = new StringBuilder(PERMISSIONS);
        for (int i = 0; i < PERMISSIONS.length(); i++) {
            if ((bits >> (PERMISSIONS.length() - 1 - i) & 1) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    /** {@return the TCP addresses clients can connect to} */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(boundAddresses);
    }

    /** {@return the Unix socket clients can connect to, or null if there is none} */
    public @Nullable Path unixSocket() {
        return listening.unixSocket();
    }

    /** {@return the TCP port, or -1 if there is none} */
    public int port() {
        return boundAddresses.isEmpty()
                ? Listening.NO_PORT
                : boundAddresses.getFirst().getPort();
    }

    /** {@return the server without its sockets} */
    public ServerCore core() {
        return core;
    }

    /**
     * Waits until a client sends {@code SHUTDOWN} or the server is closed.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitStop() throws InterruptedException {
        stopRequested.await();
    }

    /** {@return whether it was closed, or is being closed} */
    public boolean isClosed() {
        return closing.get();
    }

    /** Stops in an orderly way, and saves nothing. Calling it again does nothing. */
    @Override
    public void close() {
        close(false);
    }

    /**
     * Stops in an orderly way. Calling it again does nothing.
     *
     * @param save whether a snapshot is saved when the last client is gone, if there are rules for snapshots
     */
    public void close(boolean save) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        transport.close();
        if (save) {
            core.saveAtEnd();
        }
        core.close();
        if (socketFile != null) {
            try {
                socketFile.remove();
            } catch (IOException e) {
                System.getLogger(MortiseServer.class.getName())
                        .log(System.Logger.Level.WARNING, "cannot remove " + socketFile.path(), e);
            }
        }
        stopRequested.countDown();
    }
}
