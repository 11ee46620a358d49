package acme.feed;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.admin.AdminModule;
import dev.mortise.keys.KeysModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FeedModuleTest {

    private final TestServer server =
            TestServer.with(new FeedModule(), new AdminModule(), new KeysModule(), new StringsModule());
    private final TestClient subscriber = server.newClient();

    @AfterEach
    void close() {
        server.close();
    }

    private static ReplyValue message(String name, int database, String key) {
        return array(bulk("feed"), bulk(name), integer(database), bulk(key));
    }

    private List<ReplyValue> received() {
        server.awaitBackground();
        return subscriber.received();
    }

    private String figures() {
        return server.server().info(Set.of("everything"));
    }

    @Test
    void tellsOfKeysThatEnd() {
        subscriber.send("FEED.START");
        server.send("SET cart 1 PX 10");
        server.send("SET name ana");
        assertEquals(List.of(), received());

        server.advance(Duration.ofMillis(10));
        server.reclaimExpired();
        assertEquals(List.of(message("expired", 0, "cart")), received());

        server.send("SELECT 3");
        server.send("SET name bob");
        server.send("DEL name");
        assertEquals(List.of(message("del", 3, "name")), received());
    }

    @Test
    void tellsThemInTheirOrder() {
        subscriber.send("FEED.START");
        List<ReplyValue> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            server.send("SET key" + i + " x");
            server.send("DEL key" + i);
            expected.add(message("del", 0, "key" + i));
        }

        assertEquals(expected, received());
    }

    @Test
    void sendsPushesToWhoUnderstandsThem() {
        subscriber.protocol(3).send("FEED.START");
        server.send("SET key x");
        server.send("DEL key");

        assertEquals(
                List.of(new ReplyValue.Push(List.of(bulk("feed"), bulk("del"), integer(0), bulk("key")))), received());
    }

    @Test
    void tellsNothingElse() {
        subscriber.send("FEED.START");
        server.send("SET key 1");
        server.send("EXPIRE key 100");
        server.send("RENAME key other");

        assertEquals(List.of(), received());
    }

    @Test
    void endsWhenTheClientWantsItOrLeaves() {
        subscriber.send("FEED.START");
        subscriber.send("FEED.START");
        assertTrue(figures().contains("subscribers:1"), figures());
        assertEquals(ok(), subscriber.send("FEED.STOP"));
        assertTrue(figures().contains("subscribers:0"), figures());

        subscriber.send("FEED.START");
        subscriber.send("RESET");
        assertTrue(figures().contains("subscribers:0"), figures());

        subscriber.send("FEED.START");
        subscriber.close();
        assertTrue(figures().contains("subscribers:0"), figures());
    }

    @Test
    void countsWhetherOrNotSomebodyListens() {
        server.send("SET a 1");
        server.send("SET b 1 PX 10");
        server.send("SET c 1 PX 20");
        server.send("DEL a");
        server.advance(Duration.ofMillis(10));
        server.reclaimExpired();

        assertEquals(
                array(
                        bulk("expired"),
                        integer(1),
                        bulk("evicted"),
                        integer(0),
                        bulk("deleted"),
                        integer(1),
                        bulk("to_expire"),
                        integer(1)),
                server.send("FEED.COUNTS"));
    }
}
