package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A server that nobody has set up for it does not talk to other machines. */
class ProtectedModeTest {

    @Test
    void turnsAwayOtherMachinesWhileThereIsNoPassword() throws IOException {
        InetAddress outside = outside();
        try (Twins twins = Twins.start(Map.of("bind", "0.0.0.0"))) {
            for (ServerProcess server : new ServerProcess[] {twins.oracle(), twins.subject()}) {
                String refusal = refusal(server, outside);
                assertTrue(refusal.startsWith("-DENIED ") && refusal.endsWith("\\r\\n"), refusal);
                try (Wire inside = Wire.to(server)) {
                    assertEquals("PONG", inside.ask("PING").text());
                }
            }
        }
    }

    @Test
    void letsThemInWithAPassword() throws IOException {
        InetAddress outside = outside();
        try (Twins twins = Twins.start(Map.of("bind", "0.0.0.0", "requirepass", "secret"))) {
            for (ServerProcess server : new ServerProcess[] {twins.oracle(), twins.subject()}) {
                try (Wire wire = Wire.to(outside, server.port())) {
                    assertEquals("OK", wire.ask("AUTH secret").text());
                }
            }
        }
    }

    @Test
    void canBeSwitchedOff() throws IOException {
        InetAddress outside = outside();
        try (Twins twins = Twins.start(Map.of("bind", "0.0.0.0", "protected-mode", "no"))) {
            for (ServerProcess server : new ServerProcess[] {twins.oracle(), twins.subject()}) {
                try (Wire wire = Wire.to(outside, server.port())) {
                    assertEquals("PONG", wire.ask("PING").text());
                }
            }
        }
    }

    private static String refusal(ServerProcess server, InetAddress outside) {
        try (Wire wire = Wire.to(outside, server.port())) {
            return Words.show(wire.untilClosed());
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
