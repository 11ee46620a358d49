package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What clients on several event loops see of each other's commands. */
class AtomicityTest {

    private static final int ROUNDS = 4000;
    private static final int STAYING = 500;
    private static final int SCANS = 5;
    private static final int GROWTH = 5000;

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Thread> others = new ArrayList<>();

    /** Has another client do something again and again. */
    private void meanwhile(Consumer<TestClient> body) {
        TestClient client = server.newClient();
        others.add(Thread.ofPlatform().start(() -> {
            try {
                while (!done.get()) {
                    body.accept(client);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                done.set(true);
            }
        }));
    }

    private void end() throws InterruptedException {
        done.set(true);
        for (Thread other : others) {
            other.join();
        }
        assertNull(failure.get());
    }

    @Test
    void aRenamedKeyIsAlwaysUnderOneOfItsNames() throws InterruptedException {
        server.send("TEST.PUT a");
        meanwhile(client -> assertEquals(integer(1), client.send("EXISTS a b c")));
        meanwhile(client -> assertEquals(integer(1), client.send("TOUCH c b a")));
        for (int i = 0; i < ROUNDS && !done.get(); i++) {
            assertEquals(ok(), server.send("RENAME a b"));
            assertEquals(integer(1), server.send("RENAMENX b c"));
            assertEquals(ok(), server.send("RENAME c a"));
        }
        end();
    }

    @Test
    void aCopyIsThereWhole() throws InterruptedException {
        server.send("TEST.COUNTER a");
        meanwhile(client -> client.send("TEST.COUNTER a"));
        meanwhile(client -> client.send("TEST.COUNTER b"));
        for (int i = 0; i < ROUNDS && !done.get(); i++) {
            assertEquals(integer(1), server.send("COPY a b REPLACE"));
            assertEquals(integer(1), server.send("MOVE b 1"));
            assertEquals(integer(1), server.send("COPY a a DB 1 REPLACE"));
            server.send("SWAPDB 1 2");
            server.send("TEST.SELECT 2");
            assertEquals(integer(2), server.send("DEL a b"));
            server.send("TEST.SELECT 0");
        }
        end();
    }

    /** The guarantee of SCAN, while the table grows and shrinks under it. */
    @Test
    void aScanFindsWhatStaysExactlyOnce() throws InterruptedException {
        IntStream.range(0, STAYING).forEach(i -> server.send("TEST.PUT stays" + i));
        IntStream.range(0, STAYING).forEach(i -> server.send("TEST.OTHER stays-otherwise" + i));
        meanwhile(client -> growAndShrink(client, "one"));
        meanwhile(client -> growAndShrink(client, "two"));
        List<String> all =
                IntStream.range(0, STAYING).mapToObj(i -> "stays" + i).sorted().toList();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < SCANS && !done.get(); i++) {
            String options = " MATCH s?ays* TYPE string COUNT " + (1 + random.nextInt(50));
            assertEquals(all, iterate(options).stream().sorted().toList());
        }
        end();
    }

    private static void growAndShrink(TestClient client, String prefix) {
        for (int i = 0; i < GROWTH; i++) {
            client.send("TEST.PUT " + prefix + i);
        }
        for (int i = 0; i < GROWTH; i++) {
            client.send("DEL " + prefix + i);
        }
    }

    private List<String> iterate(String options) {
        List<String> found = new ArrayList<>();
        String cursor = "0";
        int calls = 0;
        do {
            ReplyValue page = server.send("SCAN " + cursor + options);
            found.addAll(Replies.keys(page));
            cursor = Replies.cursor(page);
            assertTrue(++calls < 1_000_000, "it ends");
        } while (!cursor.equals("0"));
        return found;
    }
}
