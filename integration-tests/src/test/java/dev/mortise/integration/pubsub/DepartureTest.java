package dev.mortise.integration.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Listeners that go: all at once, in the midst of a command, or because they do not read. Nothing of them is left, and
 * those who stay notice nothing.
 */
class DepartureTest {

    private static final int LISTENERS = Integer.getInteger("mortise.listeners", 8_000);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static SocketChannel connect(ServerProcess server) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    }

    private static void closeAll(List<SocketChannel> channels) throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    private static void awaitNobody(Wire wire) {
        Await.until("nobody listens any more", SOON, () -> {
            String info = wire.ask("INFO stats").text();
            return info.contains("pubsub_channels:1\r\npubsub_patterns:0\r\npubsubshard_channels:0\r\n");
        });
    }

    @Test
    void thousandsAtOnceLeaveNothingBehindAndKeepNobodyWaiting() throws IOException {
        List<SocketChannel> listeners = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(
                        Product.subject(), Map.of("maxclients", Integer.toString(LISTENERS + 100)));
                Wire stays = Wire.to(server);
                Wire publisher = Wire.to(server)) {
            stays.ask("SUBSCRIBE stays");
            for (int i = 0; i < LISTENERS; i++) {
                SocketChannel channel = connect(server);
                listeners.add(channel);
                channel.write(ByteBuffer.wrap(Words.ascii(
                        "SUBSCRIBE all own:" + i + "\r\nPSUBSCRIBE pattern:" + i + "* every*\r\nSSUBSCRIBE all\r\n")));
            }
            Await.until(
                    "all listen",
                    SOON,
                    () -> publisher.ask("PUBSUB SHARDNUMSUB all").toString().contains(":" + LISTENERS + "\\r"));
            assertEquals(
                    ":" + LISTENERS + "\\r\\n",
                    publisher.ask("PUBLISH all hello").toString());
            assertEquals(
                    ":" + LISTENERS + "\\r\\n",
                    publisher.ask("PUBLISH everybody hello").toString());
            assertEquals(":1\\r\\n", publisher.ask("PUBLISH own:7 hello").toString());

            closeAll(listeners);
            // What is published meanwhile arrives.
            for (int i = 0; i < 100; i++) {
                assertEquals(":1\\r\\n", publisher.ask("PUBLISH stays " + i).toString());
                assertTrue(stays.reply().toString().contains("\\r\\n" + i + "\\r\\n"));
            }

            awaitNobody(publisher);
            assertEquals(":0\\r\\n", publisher.ask("PUBLISH all hello").toString());
        } finally {
            closeAll(listeners);
        }
    }

    @Test
    void connectionsThatAreResetAmidstTheirSubscriptionsLeaveNothingBehind() throws IOException {
        try (ServerProcess server = ServerProcess.start(Product.subject(), Map.of("io-threads", "4"));
                Wire stays = Wire.to(server);
                Wire publisher = Wire.to(server)) {
            stays.ask("SUBSCRIBE stays");
            for (int i = 0; i < 300; i++) {
                SocketChannel channel = connect(server);
                // A close that resets the connection.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                StringBuilder requests = new StringBuilder();
                for (int n = 0; n < 50; n++) {
                    requests.append("SUBSCRIBE a:")
                            .append(n)
                            .append(" b:")
                            .append(i)
                            .append("\r\n");
                    requests.append("PSUBSCRIBE c:")
                            .append(n)
                            .append("*\r\nUNSUBSCRIBE a:")
                            .append(n)
                            .append("\r\n");
                }
                // The last request is never complete.
                channel.write(ByteBuffer.wrap(Words.ascii(requests + "SUBSCRIBE half")));
                publisher.ask("PUBLISH a:1 hello");
                channel.close();
            }

            awaitNobody(publisher);
        }
    }

    @Test
    void oneWhoDoesNotReadIsCutAtItsLimitAndDelaysNobody() {
        Map<String, String> limits = Map.of("client-output-buffer-limit", "pubsub 4mb 0 0");
        try (ServerProcess server = ServerProcess.start(Product.subject(), limits);
                Wire slow = Wire.to(server);
                Wire reading = Wire.to(server);
                Wire publisher = Wire.to(server)) {
            slow.ask("SUBSCRIBE channel");
            reading.ask("SUBSCRIBE channel");
            String content = "x".repeat(100_000);
            int messages = 300;
            for (int i = 0; i < messages; i++) {
                publisher.ask("PUBLISH channel " + content);
                assertTrue(reading.reply().toString().contains("xxx"));
            }

            int received = slow.untilClosed().length;
            assertTrue(received < messages * content.length(), "it got all " + received + " bytes");
            assertEquals(":1\\r\\n", publisher.ask("PUBLISH channel end").toString());
        }
    }

    @Test
    void oneWhoHasSubscribedToTooMuchIsEvictedByItsMemory() {
        try (ServerProcess server = ServerProcess.start(Product.subject(), Map.of("maxmemory-clients", "8mb"));
                Wire greedy = Wire.to(server);
                Wire other = Wire.to(server)) {
            String name = "n".repeat(1_000);
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                requests.append("SUBSCRIBE ").append(name).append(i).append("\r\n");
            }
            Thread.ofPlatform().start(() -> {
                try {
                    greedy.send(requests.toString());
                } catch (java.io.UncheckedIOException e) {
                    // It is cut before it has sent everything.
                }
            });
            greedy.untilClosed();

            Await.until(
                    "nobody listens any more",
                    SOON,
                    () -> other.ask("INFO stats").text().contains("pubsub_channels:0\r\n"));
            assertTrue(other.ask("INFO stats").text().contains("evicted_clients:1\r\n"));
        }
    }
}
