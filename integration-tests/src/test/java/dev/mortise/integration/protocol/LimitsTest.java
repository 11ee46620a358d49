package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ResidentMemory;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client is not allowed to do, and what becomes of it if it does. */
class LimitsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void beforeTheyAreKnownClientsSendOnlyLittle() {
        String[] requests = {
            "*10\r\n$4\r\nPING\r\n" + "$1\r\nx\r\n".repeat(9),
            "*11\r\n",
            "*1000000\r\n",
            "*2\r\n$4\r\nECHO\r\n$16384\r\n" + "x".repeat(16384) + "\r\n",
            "*2\r\n$4\r\nECHO\r\n$16385\r\n",
            "*2\r\n$4\r\nECHO\r\n$536870912\r\n",
            "*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n*2\r\n$4\r\nECHO\r\n$16385\r\n" + "x".repeat(16385) + "\r\n",
            "*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n*11\r\n$4\r\nPING\r\n" + "$1\r\nx\r\n".repeat(10),
        };
        try (Twins twins = Twins.start(Map.of("requirepass", "secret"))) {
            for (String request : requests) {
                String expected = answers(twins.oracle(), request);
                assertEquals(expected, answers(twins.subject(), request), request.substring(0, 5));
            }
        }
    }

    @Test
    void aLongValueIsRefusedByItsLength() {
        try (Twins twins = Twins.start(Map.of("proto-max-bulk-len", "1mb"))) {
            String longest = "*2\r\n$4\r\nECHO\r\n$1048576\r\n" + "x".repeat(1048576) + "\r\n";
            String tooLong = "*2\r\n$4\r\nECHO\r\n$1048577\r\n";

            assertEquals(answers(twins.oracle(), longest), answers(twins.subject(), longest));
            assertEquals(answers(twins.oracle(), tooLong), answers(twins.subject(), tooLong));
        }
    }

    @Test
    void announcingALongValueCostsNothing() {
        try (ServerProcess server = ServerProcess.subject()) {
            long before = ResidentMemory.bytes(server.handle());
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Wire wire = Wire.to(server);
                wire.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$500000000\r\nxxx");
                wires.add(wire);
            }
            // Answered after those above: the server has read what they sent.
            assertEquals("PONG", Wire.to(server).ask("PING").text());
            assertTrue(ResidentMemory.bytes(server.handle()) - before < 100L << 20, "100 announcements of 500 MB");
            wires.forEach(Wire::close);
        }
    }

    @Test
    void moreClientsThanAllowedAreTurnedAway() {
        try (Twins twins = Twins.start(Map.of("maxclients", "5"))) {
            assertEquals(whenFull(twins.oracle()), whenFull(twins.subject()));
        }
    }

    private static String whenFull(ServerProcess server) {
        List<Wire> wires = new ArrayList<>();
        try {
            Await.until("the connection that saw it start is gone", SOON, () -> {
                try (Wire wire = Wire.to(server)) {
                    return wire.ask("INFO clients").text().contains("connected_clients:1\r\n");
                }
            });
            for (int i = 0; i < 5; i++) {
                wires.add(Wire.to(server));
                assertEquals("PONG", wires.get(i).ask("PING").text());
            }
            String refusal;
            try (Wire sixth = Wire.to(server)) {
                refusal = Words.show(sixth.untilClosed());
            }
            assertEquals("PONG", wires.getFirst().ask("PING").text());
            wires.removeLast().close();
            Await.until("there is room again", SOON, () -> {
                try (Wire sixth = Wire.to(server)) {
                    return sixth.ask("PING").text().equals("PONG");
                } catch (AssertionError | UncheckedIOException e) {
                    return false;
                }
            });
            return refusal;
        } finally {
            wires.forEach(Wire::close);
        }
    }

    @Test
    void theClientsThatHoldMostAreClosedWhenAllHoldTooMuch() {
        int megabyte = 1 << 20;
        // Redis takes up to a quarter more for a request than that is long: 22.5 MB for the first three.
        try (Twins twins = Twins.start(Map.of("maxmemory-clients", "25mb"))) {
            for (ServerProcess server : List.of(twins.oracle(), twins.subject())) {
                try (Wire other = Wire.to(server);
                        Wire spared = Wire.to(server);
                        Wire small = Wire.to(server);
                        Wire large = Wire.to(server)) {
                    spared.ask("CLIENT NO-EVICT on");
                    begin(spared, 9 * megabyte);
                    begin(small, megabyte);
                    begin(large, 8 * megabyte);

                    Wire last = Wire.to(server);
                    begin(last, 15 * megabyte / 2);

                    assertEquals("", Words.show(large.untilClosed()));
                    assertEquals("PONG", other.ask("PING").text());
                    String clients = other.ask("CLIENT LIST").text();
                    assertTrue(clients.contains("flags=e"), clients);
                    assertTrue(other.ask("INFO stats").text().contains("evicted_clients:1"));
                    last.close();
                }
            }
        }
    }

    /** Sends nearly all of a long request: whoever makes room for it makes room for no more. */
    private static void begin(Wire wire, int bytes) {
        wire.send("*2\r\n$4\r\nECHO\r\n$" + (bytes + 1000) + "\r\n" + "x".repeat(bytes));
    }

    @Test
    void idleClientsAreDisconnected() {
        try (ServerProcess server = ServerProcess.start(Product.subject(), Map.of("timeout", "1"));
                Wire idle = Wire.to(server)) {
            long start = System.nanoTime();
            idle.ask("PING");

            assertEquals("", Words.show(idle.untilClosed()));
            long idleMillis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(idleMillis >= 990, "disconnected after " + idleMillis + " ms");
        }
    }

    private static String answers(ServerProcess server, String bytes) {
        try (Wire wire = Wire.to(server)) {
            wire.send(bytes);
            wire.finishSending();
            return Words.show(wire.untilClosed(), 200);
        }
    }
}
