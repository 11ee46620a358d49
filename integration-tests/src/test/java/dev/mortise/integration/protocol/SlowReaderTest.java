package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ResidentMemory;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A client that asks and does not read the answers: it may harm itself only. */
class SlowReaderTest {

    private static final int MEGABYTE = 1 << 20;

    @Test
    void isCutOffAtTheLimitOfItsClass() {
        Map<String, String> limits = Map.of("client-output-buffer-limit", "normal 8mb 0 0");
        try (ServerProcess server = ServerProcess.start(Product.subject(), limits);
                Wire setup = Wire.to(server);
                Wire greedy = Wire.to(server)) {
            setup.ask("SET value " + "x".repeat(MEGABYTE));

            // One reply of 64 MB: more than the limit and the buffers of the kernel hold.
            greedy.send(Words.request("MGET" + " value".repeat(64)));

            assertEquals("+PONG\\r\\n", setup.ask("PING").toString());
            int received = greedy.untilClosed().length;
            assertTrue(received < 64 * MEGABYTE, "got all " + received + " bytes");
            assertEquals("+PONG\\r\\n", setup.ask("PING").toString());
        }
    }

    @Test
    void staysConnectedBelowTheLimit() {
        Map<String, String> limits = Map.of("client-output-buffer-limit", "normal 80mb 0 0");
        try (ServerProcess server = ServerProcess.start(Product.subject(), limits);
                Wire wire = Wire.to(server)) {
            wire.ask("SET value " + "x".repeat(MEGABYTE));

            wire.send(Words.request("MGET" + " value".repeat(64)));

            int element = "$1048576\r\n".length() + MEGABYTE + "\r\n".length();
            wire.skipBytes("*64\r\n".length() + 64 * element);
            assertEquals("+PONG\\r\\n", wire.ask("PING").toString());
        }
    }

    @Test
    void doesNotFillTheMemoryNorKeepOthersWaiting() throws IOException {
        // Redis holds all of it, 10 GB and more, unless it is given a limit.
        Assumptions.assumeTrue(Product.subject() == Product.MORTISE);
        try (ServerProcess server = ServerProcess.subject();
                Wire other = Wire.to(server);
                SocketChannel greedy = SocketChannel.open()) {
            other.ask("SET value " + "x".repeat(MEGABYTE));
            long before = ResidentMemory.bytes(server.handle());
            greedy.setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
            greedy.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            greedy.configureBlocking(false);

            // 10 GB of answers, if the server were to take all the questions.
            ByteBuffer requests = ByteBuffer.wrap(Words.ascii("GET value\r\n".repeat(10_000)));
            for (int round = 0; round < 200; round++) {
                greedy.write(requests);
                assertEquals("+PONG\\r\\n", other.ask("PING").toString());
            }

            long grown = ResidentMemory.bytes(server.handle()) - before;
            assertTrue(grown < 64L * MEGABYTE, "grown by " + grown + " bytes for one client that does not read");
        }
    }
}
