package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DebugCommandTest {

    private static final String NOTHING = "0".repeat(40);

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());
    private final TestClient client = server.newClient();

    @BeforeEach
    void allow() {
        server.send("CONFIG SET enable-debug-command yes");
    }

    @Test
    void isRefusedUnlessItIsAllowed() {
        server.send("CONFIG SET enable-debug-command no");

        String refusal = client.send("DEBUG HELP").toString();
        assertTrue(refusal.contains("DEBUG command not allowed. If the enable-debug-command option"), refusal);
    }

    @Test
    void mayBeAllowedToClientsOfThisMachine() {
        server.send("CONFIG SET enable-debug-command local");

        assertEquals(ok(), client.send("DEBUG SLEEP 0"));
    }

    @Test
    void letsOnlyTheClientSleepThatAsks() {
        client.begin("DEBUG SLEEP 0.1");
        assertEquals(status("PONG"), server.send("PING"));

        server.advance(Duration.ofMillis(99));
        assertEquals(List.of(), client.received());
        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(ok()), client.received());
    }

    @Test
    void answersTheErrorItIsGiven() {
        assertEquals(error("OOPS what a day"), client.send("DEBUG ERROR \"OOPS what a day\""));
        assertEquals(error("OOPS"), client.send("DEBUG ERROR OOPS"));
    }

    @Test
    void digestsDoNotDependOnTheOrderOfWriting() {
        assertEquals(status(NOTHING), client.send("DEBUG DIGEST"));
        client.send("SAMPLE.STORE a 1");
        client.send("SAMPLE.STORE b 2");
        ReplyValue digest = client.send("DEBUG DIGEST");

        client.send("FLUSHALL");
        client.send("SAMPLE.STORE b 2");
        client.send("SAMPLE.STORE a 1");
        assertEquals(digest, client.send("DEBUG DIGEST"));
        client.send("SAMPLE.STORE a 2");
        assertNotEquals(digest, client.send("DEBUG DIGEST"));
    }

    @Test
    void digestsOfValuesAreThoseOfRedis() {
        client.send("SAMPLE.STORE a b");

        ReplyValue.Array digests = (ReplyValue.Array) client.send("DEBUG DIGEST-VALUE a nope");
        assertEquals(List.of(status("b78559cd22bce6e6df712eb99ce7f3b08e8f8f1f"), status(NOTHING)), digests.elements());
    }

    @Test
    void tellsHowAValueIsKept() {
        client.send("SAMPLE.STORE a hello");
        server.advance(Duration.ofSeconds(5));

        String line = client.send("DEBUG OBJECT a").toString();
        assertTrue(line.contains("refcount:1 encoding:embstr serializedlength:6 lru:"), line);
        assertTrue(line.endsWith("lru_seconds_idle:5"), line);
        assertEquals(error("ERR no such key"), client.send("DEBUG OBJECT nope"));
    }

    @Test
    void makesKeysForTests() {
        client.send("SAMPLE.STORE key:1 mine");

        assertEquals(ok(), client.send("DEBUG POPULATE 3"));
        assertEquals(3, server.server().keyspace().size(0));
        assertEquals("mine", text("key:1"));
        assertEquals("value:2", text("key:2"));

        assertEquals(ok(), client.send("DEBUG POPULATE 2 cut 3"));
        assertEquals("val", text("cut:0"));
        assertEquals(ok(), client.send("DEBUG POPULATE 1 filled 9"));
        assertEquals("value:0\0\0", text("filled:0"));

        assertEquals(error("ERR value is out of range, must be positive"), client.send("DEBUG POPULATE -1"));
        assertEquals(error("ERR value is out of range, must be positive"), client.send("DEBUG POPULATE 1 a x"));
    }

    private String text(String key) {
        return server.server()
                .keyspace()
                .read(0, Slice.of(key), entry -> entry.getOrCreate(Types.STRING).utf8());
    }

    @Test
    void showsEveryTypeOfTheProtocol() {
        client.protocol(3);

        assertEquals(
                new ReplyValue.BigNumber("1234567999999999999999999999999999999"),
                client.send("DEBUG PROTOCOL bignum"));
        assertEquals(bulk("Some real reply following the attribute"), client.send("DEBUG PROTOCOL attrib"));
        client.begin("DEBUG PROTOCOL push");
        List<ReplyValue> replies = client.received();
        assertTrue(replies.getFirst() instanceof ReplyValue.Push, replies.toString());
        assertEquals(bulk("Some real reply following the push reply"), replies.getLast());
    }

    @Test
    void listsItsSubcommands() {
        String help = client.send("DEBUG HELP").toString();

        assertTrue(help.contains("SLEEP <seconds>"), help);
        assertTrue(help.startsWith("1) DEBUG") || help.contains(" 1) DEBUG"), help);
    }
}
