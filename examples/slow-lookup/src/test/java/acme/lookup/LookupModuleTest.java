package acme.lookup;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.keys.KeysModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookupModuleTest {

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch asking = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final TestServer server =
            TestServer.with(new LookupModule(this::addressOf), new KeysModule(), new StringsModule());

    private String addressOf(String host) throws IOException {
        asked.add(host);
        return switch (host) {
            case "mortise.example" -> "192.0.2.1";
            case "slow.example" -> {
                asking.countDown();
                awaitGate();
                yield "192.0.2.2";
            }
            default -> throw new UnknownHostException(host);
        };
    }

    /** As those of the JDK, it does not notice that it is interrupted. */
    private void awaitGate() {
        boolean open = false;
        while (!open) {
            try {
                gate.await();
                open = true;
            } catch (InterruptedException ignored) {
                // Whoever waits for the answer has given up; name servers are not told.
            }
        }
    }

    @AfterEach
    void close() {
        gate.countDown();
        server.close();
    }

    @Test
    void asksOnceAMinute() {
        assertEquals(bulk("192.0.2.1"), server.send("LOOKUP.ADDRESS mortise.example"));
        server.advance(Duration.ofMillis(59_999));
        assertEquals(bulk("192.0.2.1"), server.send("LOOKUP.ADDRESS Mortise.EXAMPLE"));
        assertEquals(1, asked.size());

        server.advance(Duration.ofMillis(1));
        assertEquals(bulk("192.0.2.1"), server.send("LOOKUP.ADDRESS mortise.example"));
        assertEquals(2, asked.size());
    }

    @Test
    void keepsAddressesAsKeysThatAnybodyCanSee() {
        server.send("LOOKUP.ADDRESS mortise.example");

        assertEquals(bulk("192.0.2.1"), server.send("GET lookup:mortise.example"));
        assertEquals(integer(60), server.send("TTL lookup:mortise.example"));
    }

    @Test
    void makesNobodyElseWait() throws InterruptedException {
        TestClient slow = server.newClient();
        slow.begin("LOOKUP.ADDRESS slow.example");
        asking.await();

        assertEquals(ok(), server.send("SET key value"));
        assertEquals(List.of(), slow.received());

        gate.countDown();
        server.awaitBackground();
        assertEquals(List.of(bulk("192.0.2.2")), slow.received());
    }

    @Test
    void doesNotWaitForever() throws InterruptedException {
        TestClient slow = server.newClient();
        slow.begin("LOOKUP.ADDRESS slow.example");
        asking.await();

        server.advance(Duration.ofSeconds(2));

        String reply = slow.received().toString();
        assertTrue(reply.contains("TIMEOUT"), reply);
    }

    @Test
    void doesNotKeepWhatComesTooLate() throws InterruptedException {
        TestClient slow = server.newClient();
        slow.begin("LOOKUP.ADDRESS slow.example");
        asking.await();
        server.advance(Duration.ofSeconds(2));
        assertEquals(1, slow.received().size());

        gate.countDown();
        server.awaitBackground();

        assertEquals(integer(0), server.send("EXISTS lookup:slow.example"));
    }

    @Test
    void keepsNoErrors() {
        assertEquals(error("NOHOST there is no such host"), server.send("LOOKUP.ADDRESS nobody.example"));
        assertEquals(error("NOHOST there is no such host"), server.send("LOOKUP.ADDRESS nobody.example"));

        assertEquals(2, asked.size());
        assertEquals(integer(0), server.send("DBSIZE"));
    }

    @Test
    void asksNobodyForWhatIsNoHost() {
        assertEquals(error("ERR a host has 1 to 255 characters"), server.send("LOOKUP.ADDRESS " + "x".repeat(256)));
        assertEquals(error("ERR a host has 1 to 255 characters"), server.call("LOOKUP.ADDRESS", ""));
        assertEquals(0, asked.size());
    }
}
