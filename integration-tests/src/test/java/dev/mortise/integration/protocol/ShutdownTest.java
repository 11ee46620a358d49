package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyParser;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a server is orderly: what it began to say it finishes. */
class ShutdownTest {

    @Test
    void leavesNoReplyHalfWritten() throws InterruptedException {
        Assumptions.assumeTrue(Product.subject() == Product.MORTISE, "Redis ends in the middle of a reply");
        try (ServerProcess server = ServerProcess.subject();
                Wire wire = Wire.to(server)) {
            wire.ask("SET value " + "x".repeat(10_000));
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        wire.send("GET value\r\n".repeat(100));
                    }
                } catch (UncheckedIOException e) {
                    // The server is gone, as it should be.
                }
            });
            wire.skip(1_000);

            server.terminate();

            // Throws if the last reply is incomplete.
            ReplyParser.parseAll(wire.untilClosed());
            assertEquals(0, server.awaitExit(), server::log);
            sender.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHUTDOWN", "shutdown nosave now", "SHUTDOWN FORCE"})
    void isTheWholeReplyToTheCommand(String command) {
        try (ServerProcess server = ServerProcess.subject();
                Wire other = Wire.to(server);
                Wire wire = Wire.to(server)) {
            other.ask("PING");
            wire.send(Words.request(command));

            assertArrayEquals(new byte[0], wire.untilClosed());
            assertArrayEquals(new byte[0], other.untilClosed());
            assertEquals(0, server.awaitExit(), server::log);
        }
    }

    @Test
    void comesSoon() {
        try (ServerProcess server = ServerProcess.subject()) {
            Wire[] idle = new Wire[50];
            Arrays.setAll(idle, i -> Wire.to(server));
            long start = System.nanoTime();

            server.terminate();
            server.awaitExit();

            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis < 3_000, "took " + millis + " ms with idle clients");
            for (Wire wire : idle) {
                wire.close();
            }
        }
    }
}
