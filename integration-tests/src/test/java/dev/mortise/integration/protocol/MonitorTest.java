package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** {@code MONITOR} over sockets: what is shown, to whom, and what becomes of one who does not look. */
@Twins.Shared
class MonitorTest {

    private static final List<String> COMMANDS = List.of(
            "SET key \"\\x00\\xff \\\"quoted\\\" \\\\ \\r\\n\\t\\a\\b\"",
            "get key",
            "GET",
            "NOPE",
            "INCR key",
            "AUTH secret",
            "AUTH default secret",
            "HELLO 2 AUTH default secret SETNAME me",
            "HELLO 2 AUTH nobody secret",
            "CONFIG GET save",
            "CONFIG SET requirepass \"\"",
            "CLIENT LIST",
            "CLIENT ID",
            "client setname me",
            "CLIENT NO-EVICT off",
            "CLIENT REPLY ON",
            "COMMAND COUNT",
            "INFO nope",
            "SELECT 3",
            "MSET a 1 \"\" 2",
            "FLUSHDB",
            "MULTI",
            "INCR key",
            "incr key",
            "GET",
            "EXEC",
            "WATCH key",
            "MULTI",
            "SET key value",
            "INCR key",
            "NOPE",
            "DISCARD",
            "WATCH key other",
            "UNWATCH",
            "MULTI",
            "SET key value",
            "AUTH default secret",
            "CLIENT SETNAME you",
            "CONFIG GET save",
            "LPUSH key element",
            "SELECT 4",
            "MULTI",
            "DISCARD x",
            "WATCH key",
            "SET key 5",
            "EXEC",
            "MULTI",
            "EXEC",
            "EXEC",
            "DISCARD",
            "WATCH key",
            "SET key 1",
            "MULTI",
            "SET key 2",
            "EXEC",
            "RESET",
            "DEL key");

    @Test
    void showsWhatRedisShows(Twins twins) {
        assertEquals(shown(twins.oracle()), shown(twins.subject()));
    }

    private static List<String> shown(ServerProcess server) {
        try (Wire monitor = Wire.to(server);
                Wire client = Wire.to(server)) {
            monitor.ask("MONITOR");
            COMMANDS.forEach(client::ask);
            client.ask("ECHO end");
            List<String> lines = new ArrayList<>();
            do {
                lines.add(withoutTimeAndPort(monitor.reply().text()));
            } while (!lines.getLast().contains("end"));
            return lines;
        }
    }

    private static String withoutTimeAndPort(String line) {
        return line.replaceFirst("^\\d{10}\\.\\d{6} ", "<time> ").replaceFirst(":\\d+]", ":<port>]");
    }

    @Test
    void everyMonitorSeesTheCommandsOfEachClientInTheirOrder() {
        try (ServerProcess server = ServerProcess.start(Product.subject(), Map.of("io-threads", "4"))) {
            List<Wire> monitors =
                    IntStream.range(0, 8).mapToObj(i -> Wire.to(server)).toList();
            List<Wire> clients =
                    IntStream.range(0, 8).mapToObj(i -> Wire.to(server)).toList();
            monitors.forEach(monitor -> monitor.ask("MONITOR"));
            int each = 500;
            for (int c = 0; c < clients.size(); c++) {
                String name = "client" + c;
                String requests = IntStream.range(0, each)
                        .mapToObj(i -> "ECHO " + name + "-" + i + "\r\n")
                        .reduce("", String::concat);
                clients.get(c).send(requests);
            }
            clients.forEach(client -> client.skip(each));
            for (Wire monitor : monitors) {
                int[] next = new int[clients.size()];
                for (int i = 0; i < each * clients.size(); i++) {
                    String line = monitor.reply().text();
                    String shown = line.substring(line.indexOf("client") + "client".length(), line.length() - 1);
                    int client = Integer.parseInt(shown.substring(0, shown.indexOf('-')));
                    assertEquals(next[client]++, Integer.parseInt(shown.substring(shown.indexOf('-') + 1)), line);
                }
            }
            monitors.forEach(Wire::close);
            clients.forEach(Wire::close);
        }
    }

    @Test
    void oneWhoDoesNotLookIsCutAndKeepsNobodyWaiting() {
        // Redis has no limit for it unless it is told one.
        Assumptions.assumeTrue(Product.subject() == Product.MORTISE);
        try (ServerProcess server =
                        ServerProcess.start(Product.subject(), Map.of("client-output-buffer-limit", "pubsub 8mb 0 0"));
                Wire client = Wire.to(server);
                Wire monitor = Wire.to(server)) {
            monitor.ask("MONITOR");
            String word = "x".repeat(100_000);
            int shown = 400;
            for (int i = 0; i < shown; i++) {
                assertEquals(word, client.ask("ECHO " + word).text());
            }

            int received = monitor.untilClosed().length;
            assertTrue(received < shown * word.length(), "it was shown all " + received + " bytes");
            String clients = client.ask("CLIENT LIST").text();
            assertTrue(!clients.contains("flags=O"), clients);
        }
    }

    @Test
    void aPushedLineNeverStandsInTheMidstOfAReply() {
        try (ServerProcess server = ServerProcess.start(Product.subject(), Map.of("io-threads", "2"));
                Wire monitor = Wire.to(server);
                Wire client = Wire.to(server)) {
            monitor.ask("MONITOR");
            int each = 2000;
            String word = "w".repeat(3000);
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    client.send(Words.request("ECHO c"));
                }
            });
            // From another thread, for who sends without reading is not read from either.
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    monitor.send(Words.request("ECHO " + word));
                }
            });
            int lines = 0;
            int replies = 0;
            // Each of its own commands gives a reply and a line, each of the other's a line.
            while (lines + replies < 3 * each) {
                String text = monitor.reply().text();
                if (text.equals(word)) {
                    replies++;
                } else {
                    assertTrue(text.contains("\"ECHO\""), text);
                    lines++;
                }
            }
            assertEquals(each, replies);
        }
    }
}
