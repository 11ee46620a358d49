package dev.mortise.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Authenticator;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import dev.mortise.runtime.transport.TransportKind;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of other machines are refused if they would be let in without a password, whoever would do so. */
@Timeout(30)
class ProtectedModeTest {

    private final TestSettings settings = new TestSettings();

    /** Takes whoever connects for a certain user, or nobody. */
    private record Door(@Nullable String userOnConnect) implements Authenticator {
        @Override
        public @Nullable String userOnConnect(Session session) {
            return userOnConnect;
        }

        @Override
        public boolean authenticate(Session session, String user, Slice password) {
            return password.utf8().equals("open");
        }
    }

    private MortiseServer server(@Nullable Authenticator authenticator) throws StartFailure {
        CommandModule module = setup -> {
            setup.command(CommandSpec.named("PING").build(), (_, reply) -> reply.status("PONG"));
            setup.command(
                    CommandSpec.named("T.AUTH").args(1).flags(Flag.NO_AUTH).build(),
                    (request, reply) -> reply.bool(request.session().authenticate("default", request.arg(0))));
            if (authenticator != null) {
                setup.authenticator(authenticator);
            }
        };
        return settings.start(
                new Listening(List.of("*"), 0, null, null, 16, TransportKind.NIO, 1),
                new Server.Module("probe", "1", "the test", true),
                module);
    }

    private static String answer(MortiseServer server, InetAddress address, String requests) throws IOException {
        try (Socket socket = new Socket(address, server.port())) {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** {@return what a client of another machine is told that sends nothing} */
    private static String greeting(MortiseServer server) throws IOException {
        try (Socket socket = new Socket(outside(), server.port())) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void refusesWhomNobodyAsksForAPassword() throws Exception {
        try (MortiseServer server = server(null)) {
            assertTrue(greeting(server).startsWith("-DENIED Mortise is running in protected mode"));
            assertEquals("+PONG\r\n", answer(server, InetAddress.getLoopbackAddress(), "PING\r\n"));
        }
    }

    @Test
    void letsThoseComeWhomAPluginAsksForAPassword() throws Exception {
        try (MortiseServer server = server(new Door(null))) {
            assertEquals(
                    "-NOAUTH Authentication required.\r\n:1\r\n+PONG\r\n",
                    answer(server, outside(), "PING\r\nT.AUTH open\r\nPING\r\n"));
        }
    }

    @Test
    void refusesWhomAPluginLetsInWithoutAPassword() throws Exception {
        try (MortiseServer server = server(new Door("guest"))) {
            assertTrue(greeting(server).startsWith("-DENIED "));
            assertEquals("+PONG\r\n", answer(server, InetAddress.getLoopbackAddress(), "PING\r\n"));
        }
    }

    /** {@return an address of this machine by which it looks like another one; aborts the test if there is none} */
    private static InetAddress outside() throws IOException {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress() && network.isUp()) {
                    return address;
                }
            }
        }
        return Assumptions.abort("this machine has no address but loopback");
    }
}
