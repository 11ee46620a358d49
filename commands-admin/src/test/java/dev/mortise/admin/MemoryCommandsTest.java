package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.OK;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.MemoryUse;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCommandsTest {

    private static final long MEBIBYTE = 1 << 20;

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    private long usage(String key) {
        return assertInstanceOf(ReplyValue.Int.class, server.send("MEMORY USAGE " + key))
                .value();
    }

    @Nested
    class Usage {

        @Test
        void isTheEntryAndItsPartOfTheIndex() {
            server.send("SAMPLE.STORE key 01234567");

            // The header of 8, the key of 3 and the value of 8 bytes, in whole granules of 8; and 8 for the slot.
            assertEquals(24 + 8, usage("key"));
        }

        @Test
        void ofAMissingKeyIsNil() {
            assertEquals(nil(), server.send("MEMORY USAGE nokey"));
        }

        @Test
        void takesAnyNumberOfSamplesForTheWhole() {
            server.send("SAMPLE.STORE key value");

            assertEquals(server.send("MEMORY USAGE key"), server.send("MEMORY USAGE key samples 0 SAMPLES 7"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"SAMPLES", "SAMPLES -1", "NOPE", "NOPE 1", "SAMPLES 1 2"})
        void rejectsOptionsThatMakeNoSense(String options) {
            assertEquals(error("ERR syntax error"), server.send("MEMORY USAGE key " + options));
        }

        @Test
        void rejectsANumberOfSamplesThatIsNone() {
            assertEquals(
                    error("ERR value is not an integer or out of range"), server.send("MEMORY USAGE key SAMPLES x"));
        }
    }

    @Nested
    class Stats {

        private Map<String, ReplyValue> stats() {
            Map<String, ReplyValue> fields = new TreeMap<>();
            ReplyValue.Map map = assertInstanceOf(
                    ReplyValue.Map.class, server.newClient().protocol(3).send("MEMORY STATS"));
            map.entries()
                    .forEach(entry -> fields.put(
                            assertInstanceOf(ReplyValue.Bulk.class, entry.key()).utf8(), entry.value()));
            return fields;
        }

        @Test
        void countKeysInAllDatabases() {
            server.send("SAMPLE.STORE key value");
            server.send("SELECT 3");
            server.send("SAMPLE.STORE key value");

            assertEquals(ReplyValue.integer(2), stats().get("keys.count"));
        }

        @Test
        void tellTheIndexOfEachDatabaseThatHasOne() {
            server.send("SELECT 3");
            server.send("SAMPLE.STORE key value");

            assertTrue(stats().containsKey("db.3"));
            assertTrue(!stats().containsKey("db.0"));
        }

        @Test
        void splitWhatIsUsedIntoDatasetAndOverhead() {
            server.call("SAMPLE.STORE", "key", "x".repeat(100_000));
            MemoryUse use = server.server().memory();

            assertEquals(use.usedBytes(), use.datasetBytes() + use.overheadBytes());
            assertTrue(use.datasetBytes() > 100_000);
        }
    }

    @Test
    void purgeGivesFreeMemoryBack() {
        server.call("SAMPLE.STORE", "key", "x".repeat(1_000_000));
        server.send("FLUSHALL");

        assertEquals(OK, server.send("MEMORY PURGE"));
        assertEquals(0, server.server().memory().residentBytes());
    }

    @Test
    void mallocStatsHasALineForEachShardAndForAll() {
        String report = assertInstanceOf(ReplyValue.Bulk.class, server.send("MEMORY MALLOC-STATS"))
                .utf8();

        assertTrue(report.contains("\n     all "), report);
    }

    @Nested
    class Doctor {

        private static MemoryUse use(long used, long limit, long peak, long clients, long active, long resident) {
            return new MemoryUse(
                    used,
                    used,
                    limit,
                    peak,
                    0,
                    clients,
                    List.of(0L),
                    1,
                    0,
                    100 * MEBIBYTE,
                    active,
                    resident,
                    resident,
                    0);
        }

        @Test
        void saysNothingOfAServerThatIsNearlyEmpty() {
            assertTrue(assertInstanceOf(ReplyValue.Bulk.class, server.send("MEMORY DOCTOR"))
                    .utf8()
                    .startsWith("There is too little data"));
        }

        @Test
        void findsNothingUnusualInWhatIsUsual() {
            long full = 100 * MEBIBYTE;
            assertEquals(
                    "Nothing unusual about the use of memory.",
                    MemoryDoctorCommand.report(use(full, 0, full, 0, full, full)));
        }

        @Test
        void namesEachThingThatIsUnusual() {
            long full = 100 * MEBIBYTE;
            String report = MemoryDoctorCommand.report(use(full, full, 2 * full, full / 2, 2 * full, 4 * full));

            for (String sign : List.of("peak", "dead", "kept for reuse", "maxmemory", "CLIENT LIST")) {
                assertTrue(report.contains(sign), sign + " in " + report);
            }
            assertEquals(5, report.lines().count());
        }
    }
}
