package dev.mortise.integration.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.OpenFiles;
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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Listeners that go: all at once, in the midst of a command, or because they do not read. Nothing of them is left, and
 * those who stay notice nothing.
 */
class DepartureTest {

    private static final int LISTENERS = Integer.getInteger("mortise.listeners", 10_000);
    private static final Duration SOON = Duration.ofSeconds(20);
    /** Many times what an answer takes while all leave: not to measure it, but to notice who is kept waiting. */
    private static final long PROMPT_MILLIS = 5_000;

    private static final Pattern CLIENT_MEMORY = Pattern.compile("mem_clients_normal:(\\d+)");

    private static SocketChannel connect(ServerProcess server) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    }

    private static void awaitNobody(Wire wire) {
        Await.until("nobody listens any more", SOON, () -> {
            String info = wire.ask("INFO stats").text();
            return info.contains("pubsub_channels:1\r\npubsub_patterns:0\r\npubsubshard_channels:0\r\n");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tenThousandAtOnceLeaveNothingBehindAndKeepNobodyWaiting(boolean theyRead) throws IOException {
        OpenFiles.requireLimitAbove(LISTENERS);
        try (ServerProcess server = ServerProcess.start(
                        Product.subject(), Map.of("maxclients", Integer.toString(LISTENERS + 100), "io-threads", "2"));
                Wire stays = Wire.to(server);
                Wire publisher = Wire.to(server)) {
            stays.ask("SUBSCRIBE stays");
            publisher.ask("PUBLISH stays before");
            stays.reply();
            int filesBefore = OpenFiles.of(server.handle());
            long memoryBefore = clientMemory(publisher);
            try (Crowd crowd = Crowd.at(server, LISTENERS, theyRead)) {
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
                assertTrue(OpenFiles.of(server.handle()) >= filesBefore + LISTENERS, "they have no connections");
                assertTrue(clientMemory(publisher) > memoryBefore + LISTENERS, "they take no memory");

                crowd.leave();
                publishUntilTheyHaveLeft(publisher, stays);
            }

            awaitNobody(publisher);
            assertEquals(":0\\r\\n", publisher.ask("PUBLISH all hello").toString());
            Await.until("their files are closed", SOON, () -> OpenFiles.of(server.handle()) <= filesBefore);
            // What Redis says of its clients' memory is an estimate, made now and then.
            if (Product.subject() == Product.MORTISE) {
                Await.until("their memory is given back", SOON, () -> clientMemory(publisher) <= memoryBefore);
            }
        }
    }

    /** What is published meanwhile arrives, and soon. */
    private static void publishUntilTheyHaveLeft(Wire publisher, Wire stays) {
        Await.until("two are left", SOON, () -> {
            long began = System.nanoTime();
            assertEquals(":1\\r\\n", publisher.ask("PUBLISH stays meanwhile").toString());
            assertTrue(stays.reply().toString().contains("meanwhile"));
            long millis = (System.nanoTime() - began) / 1_000_000;
            assertTrue(millis < PROMPT_MILLIS, "it took " + millis + " ms to be heard");
            return publisher.ask("INFO clients").text().contains("connected_clients:2\r\n");
        });
    }

    private static long clientMemory(Wire wire) {
        Matcher figure = CLIENT_MEMORY.matcher(wire.ask("INFO memory").text());
        assertTrue(figure.find());
        return Long.parseLong(figure.group(1));
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
        // Redis does not count the names of channels.
        assumeTrue(Product.subject() == Product.MORTISE);
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
