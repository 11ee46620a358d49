package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.map;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LatencyCommandsTest {

    private final TestServer server = TimedModule.newServer();

    private long now() {
        return server.nowMillis() / 1000;
    }

    @Nested
    class Events {

        LatencyCommandsTest.Events watch() {
            assertEquals(ok(), server.send("CONFIG SET latency-monitor-threshold 10"));
            return this;
        }

        @Test
        void areNotWatchedAtFirst() {
            server.send("SLOW 50000");

            assertEquals(array(), server.send("LATENCY LATEST"));
        }

        @Test
        void areNotedFromTheThresholdOn() {
            watch();
            server.send("SLOW 9999");
            assertEquals(array(), server.send("LATENCY LATEST"));

            server.send("SLOW 10000");
            long first = now();
            server.advance(Duration.ofSeconds(1));
            server.send("SLOW 20000");
            long second = now();
            server.advance(Duration.ofSeconds(1));
            server.send("STEADY 15000");

            assertEquals(
                    array(
                            array(bulk("command"), integer(second), integer(20), integer(20)),
                            array(bulk("fast-command"), integer(now()), integer(15), integer(15))),
                    server.send("LATENCY LATEST"));
            assertEquals(
                    array(array(integer(first), integer(10)), array(integer(second), integer(20))),
                    server.send("LATENCY HISTORY command"));
            assertEquals(array(), server.send("LATENCY HISTORY COMMAND"));
        }

        @Test
        void areForgottenByName() {
            watch();
            server.send("SLOW 10000");
            server.send("STEADY 10000");

            assertEquals(integer(1), server.send("LATENCY RESET nope command command"));
            assertEquals(array(), server.send("LATENCY HISTORY command"));
            assertEquals(integer(1), server.send("LATENCY RESET"));
            assertEquals(integer(0), server.send("LATENCY RESET"));
        }

        /** As redis-server drew the same samples. */
        @Test
        void areDrawn() {
            server.send("CONFIG SET latency-monitor-threshold 1");
            int[] millis = {10, 50, 100, 3, 20, 70};
            for (int took : millis) {
                server.send("SLOW " + took * 1000);
                server.advance(Duration.ofSeconds(1));
            }
            assertEquals(
                    bulk("command - high 100 ms, low 3 ms (all time high 100 ms)\n" + "-".repeat(80) + "\n"
                            + "  #   \n"
                            + "  |  #\n"
                            + " #|  |\n"
                            + "_||_#|\n"
                            + "      \n"
                            + "654321\n"
                            + "ssssss\n"),
                    server.send("LATENCY GRAPH command"));
        }

        @Test
        void areDrawnWithTheirAgesWhateverTheyAre() {
            watch();
            server.send("SLOW 10000");
            server.advance(Duration.ofHours(50));
            server.send("SLOW 10000");
            server.advance(Duration.ofMinutes(75));
            server.send("SLOW 10000");
            server.advance(Duration.ofSeconds(61));
            server.send("SLOW 10000");
            server.advance(Duration.ofSeconds(59));

            assertTrue(((ReplyValue.Bulk) server.send("LATENCY GRAPH command"))
                    .utf8()
                    .endsWith("____\n    \n2125\ndhm9\n   s\n"));
        }

        @Test
        void areDrawnIn80Columns() {
            watch();
            for (int i = 0; i < 81; i++) {
                server.send("SLOW 10000");
                server.advance(Duration.ofSeconds(1));
            }

            String[] lines = ((ReplyValue.Bulk) server.send("LATENCY GRAPH command"))
                    .utf8()
                    .split("\n", -1);
            assertEquals("_".repeat(80), lines[5]);
            assertEquals("_", lines[14]);
        }

        @Test
        void thatDidNotHappenAreNotDrawn() {
            assertEquals(error("ERR No samples available for event 'nope'"), server.send("LATENCY GRAPH nope"));
        }

        @Test
        void areExplainedByTheDoctor() {
            assertTrue(doctor().contains("CONFIG SET latency-monitor-threshold"), "says how to begin");
            watch();
            assertEquals("Nothing took 10 ms or more.\n", doctor());

            server.send("CONFIG SET slowlog-log-slower-than 10001");
            server.send("SLOW 50000");
            assertTrue(doctor().startsWith("command: 1 samples within 0 seconds, 50 ms on average"), doctor());
            assertTrue(doctor().contains("CONFIG SET slowlog-log-slower-than 10000\n"), doctor());

            server.send("CONFIG SET slowlog-log-slower-than 10000");
            assertTrue(!doctor().contains("CONFIG SET"), "the slow log is set well");
        }

        private String doctor() {
            return ((ReplyValue.Bulk) server.send("LATENCY DOCTOR")).utf8();
        }
    }

    @Nested
    class Histograms {

        private final TestClient client = server.newClient().protocol(3);

        private static ReplyValue steps(long calls, long... microsAndCalls) {
            ReplyValue[] pairs = new ReplyValue[microsAndCalls.length];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = integer(microsAndCalls[i]);
            }
            return map(bulk("calls"), integer(calls), bulk("histogram_usec"), map(pairs));
        }

        @Test
        void countWhatTookNoLonger() {
            server.send("SLOW 1");
            server.send("SLOW 20");
            server.send("SLOW 30");
            server.send("SLOW 1000");
            server.send("STEADY 3");

            assertEquals(
                    map(bulk("slow"), steps(4, 1, 1, 33, 3, 1056, 4), bulk("steady"), steps(1, 4, 1)),
                    client.send("LATENCY HISTOGRAM slow nope STEADY"));
        }

        @Test
        void ofAContainerAreThoseOfItsSubcommands() {
            server.send("CONFIG GET nope");

            assertEquals(map(bulk("config|get"), steps(1, 1, 1)), client.send("LATENCY HISTOGRAM config"));
            assertEquals(
                    map(bulk("config|get"), steps(1, 1, 1)), client.send("LATENCY HISTOGRAM CONFIG|GET config|nope"));
        }

        @Test
        void shareTheTimeOfAGroupAmongItsCommands() {
            server.newClient().exchange("QUICK 0\r\nQUICK 90\r\nQUICK 0\r\n".getBytes(StandardCharsets.US_ASCII));

            assertEquals(map(bulk("quick"), steps(3, 33, 3)), client.send("LATENCY HISTOGRAM quick"));
        }

        @Test
        void areToldAsPercentiles() {
            server.send("CONFIG SET latency-tracking-info-percentiles '0 50 99.90'");
            server.send("SLOW 3");

            String text = ((ReplyValue.Bulk) server.send("INFO latencystats")).utf8();
            assertTrue(text.contains("\r\nlatency_percentiles_usec_slow:p0=2.992,p50=3.007,p99.9=3.007\r\n"), text);
            assertTrue(text.contains("\r\nlatency_percentiles_usec_config|set:p0=0.000,"), text);
        }

        @Test
        void stopWhenNobodyWantsThem() {
            server.send("SLOW 3");
            server.send("CONFIG SET latency-tracking no");
            server.send("SLOW 3");

            assertEquals(bulk("# Latencystats\r\n"), server.send("INFO latencystats"));
            assertEquals(map(bulk("slow"), steps(1, 4, 1)), client.send("LATENCY HISTOGRAM slow"));
        }

        @Test
        void beginAgainWithTheOtherCounters() {
            server.send("SLOW 3");

            server.send("CONFIG RESETSTAT");

            assertEquals(map(), client.send("LATENCY HISTOGRAM slow"));
        }
    }
}
