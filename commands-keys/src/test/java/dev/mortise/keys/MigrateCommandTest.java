package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.OK;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code MIGRATE}: what the target is told, and what is left here. What may go wrong: {@link MigrateFaultsTest}. */
@Timeout(30)
class MigrateCommandTest {

    private static final ReplyValue NOKEY = new ReplyValue.SimpleString("NOKEY");

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());
    private final FakeTarget target;

    MigrateCommandTest() throws IOException {
        target = new FakeTarget(request -> "taken".equals(request.get(1)) ? "-BUSYKEY it is there" : FakeTarget.OK);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        target.close();
    }

    private ReplyValue migrate(String rest) {
        return server.send("MIGRATE " + target.address() + " " + rest);
    }

    private String dump(String key) {
        byte[] bytes = assertInstanceOf(ReplyValue.Bulk.class, server.call("DUMP", key))
                .bytes();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private boolean isHere(String key) {
        return server.call("EXISTS", key).equals(integer(1));
    }

    @Test
    void restoresTheKeyThereAndRemovesItHere() {
        server.send("TEST.PUT key");
        String value = dump("key");

        assertEquals(OK, migrate("key 3 1000"));

        assertEquals(List.of("SELECT", "3"), target.requests().get(1));
        assertEquals(List.of(List.of("RESTORE", "key", "0", value)), target.restored());
        assertEquals(integer(0), server.send("EXISTS key"));
    }

    @Test
    void takesWhatIsLeftOfItsTime() {
        server.send("TEST.PUT key 5000");

        migrate("key 0 1000");

        assertEquals("5000", target.restored().getFirst().get(2));
    }

    @Test
    void aKeyThatHasEndedIsNotThere() {
        server.send("TEST.PUT key 5000");
        server.advance(Duration.ofSeconds(5));

        assertEquals(NOKEY, migrate("key 0 1000"));
    }

    @Test
    void aCopyStays() {
        server.send("TEST.PUT key");

        assertEquals(OK, migrate("key 0 1000 copy"));

        assertEquals(1, target.restored().size());
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    @Test
    void theTargetIsToldToReplace() {
        server.send("TEST.PUT key");

        assertEquals(OK, migrate("key 0 1000 REPLACE"));

        assertEquals("REPLACE", target.restored().getFirst().getLast());
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH secret, AUTH secret",
        "auth2 user secret, AUTH user secret",
        "AUTH2 user old AUTH secret, AUTH user secret",
        "AUTH KEYS, AUTH KEYS"
    })
    void authenticatesFirst(String options, String request) {
        server.send("TEST.PUT key");

        assertEquals(OK, migrate("key 0 1000 " + options));

        assertEquals(List.of(request.split(" ", -1)), target.requests().getFirst());
    }

    /** Nobody listens there. */
    @Test
    void withoutKeysNobodyIsAsked() {
        assertEquals(NOKEY, server.send("MIGRATE 127.0.0.1 1 nokey 0 1000"));
        assertEquals(NOKEY, server.send("MIGRATE 127.0.0.1 1 \"\" 0 1000 KEYS nokey none"));
        server.call("TEST.PUT", "");
        assertEquals(NOKEY, server.send("MIGRATE 127.0.0.1 1 \"\" 0 1000 KEYS"));
    }

    @Test
    void severalKeysGoTogetherAndMissingOnesAreLeftOut() {
        for (String key : List.of("a", "b", "KEYS", "stays")) {
            server.call("TEST.PUT", key);
        }

        assertEquals(OK, migrate("\"\" 0 1000 COPY KEYS a nokey b KEYS"));
        assertEquals(OK, migrate("\"\" 0 1000 KEYS a nokey b KEYS"));

        assertEquals(
                List.of("a", "b", "KEYS", "a", "b", "KEYS"),
                target.restored().stream().map(request -> request.get(1)).toList());
        assertEquals(integer(1), server.send("DBSIZE"));
    }

    @Test
    void aKeyNamedTwiceIsSentTwice() {
        server.send("TEST.PUT key");

        assertEquals(OK, migrate("\"\" 0 1000 REPLACE KEYS key key"));

        assertEquals(2, target.restored().size());
        assertEquals(integer(0), server.send("EXISTS key"));
    }

    @Test
    void moreKeysThanGoAtOnceAllGo() {
        List<String> keys = IntStream.range(0, 1_234).mapToObj(i -> "key:" + i).toList();
        keys.forEach(key -> server.call("TEST.PUT", key));

        assertEquals(OK, migrate("\"\" 0 1000 KEYS " + String.join(" ", keys)));

        assertEquals(
                keys, target.restored().stream().map(request -> request.get(1)).toList());
        assertEquals(integer(0), server.send("DBSIZE"));
    }

    @Test
    void largeValuesArriveWhole() {
        String key = "x".repeat(3_000_000);
        server.call("TEST.PUT", key);
        String value = dump(key);

        assertEquals(OK, server.call(words(target.address(), key)));

        assertEquals(value, target.restored().getFirst().get(3));
        assertEquals(integer(0), server.send("DBSIZE"));
    }

    private static String[] words(String address, String key) {
        return ("MIGRATE " + address + " " + key + " 0 1000").split(" ", -1);
    }

    @Test
    void whatTheTargetRefusesStaysAndTheRestGoes() {
        for (String key : List.of("a", "taken", "b")) {
            server.call("TEST.PUT", key);
        }

        assertEquals(
                error("ERR Target instance replied with error: BUSYKEY it is there"),
                migrate("\"\" 0 1000 KEYS a taken b"));

        assertEquals(List.of(false, true, false), List.of(isHere("a"), isHere("taken"), isHere("b")));
    }

    @Test
    void othersGoOnMeanwhile() {
        server.send("TEST.PUT key");
        TestClient client = server.newClient();

        client.begin("MIGRATE " + target.address() + " key 0 1000");
        assertEquals(OK, server.send("TEST.PUT other"));

        server.awaitBackground();
        assertEquals(List.of(OK), client.received());
    }

    @Test
    void itIsTheClientsDatabaseThatTheKeysAreIn() {
        server.send("TEST.PUT key");
        server.send("TEST.SELECT 1");
        assertEquals(NOKEY, migrate("key 0 1000"));

        server.send("TEST.PUT key");
        assertEquals(OK, migrate("key 0 1000"));

        assertEquals(integer(0), server.send("EXISTS key"));
        server.send("TEST.SELECT 0");
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key 0 1000 NOPE",
                "key 0 1000 AUTH",
                "key 0 1000 AUTH2 user",
                "key x x COPY REPLACE NOPE",
                "\"\" 0 1000 AUTH KEYS a"
            })
    void optionsThatMakeNoSenseAreRefused(String arguments) {
        assertEquals(error("ERR syntax error"), migrate(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key x 1000", "key 0 x", "key 0 1.5 COPY", "\"\" x 1000 KEYS a"})
    void numbersMustBeNumbers(String arguments) {
        assertEquals(error("ERR value is not an integer or out of range"), migrate(arguments));
    }

    @Test
    void oneKeyAndSeveralExcludeEachOther() {
        assertEquals(
                error("ERR When using MIGRATE KEYS option, the key argument must be set to the empty string"),
                migrate("key x x KEYS a"));
    }

    @Test
    void theConnectionHasANameThatNobodyCanGuess() {
        server.send("TEST.PUT a");
        migrate("a 0 1000 COPY");
        migrate("a 0 1000 COPY");

        String names = target.requests().stream()
                .filter(request -> request.getFirst().equals("CLIENT"))
                .map(request -> request.get(2))
                .distinct()
                .collect(Collectors.joining(" "));
        assertTrue(names.matches("migrate-[-0-9a-f]{36} migrate-[-0-9a-f]{36}"), names);
    }
}
