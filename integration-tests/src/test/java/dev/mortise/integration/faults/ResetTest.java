package dev.mortise.integration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.runtime.server.ServerCore;
import dev.mortise.testkit.EmbeddedServer;
import dev.mortise.testkit.ReplyValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Connections that are reset or cut in the midst of a transaction, or while they wait. That nothing of them is left is
 * asked of the server itself: no session, nobody in the line of a key, and no mark on one.
 */
@Timeout(120)
class ResetTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int THREADS = 6;
    private static final int CLIENTS = 60;
    private static final int MEGABYTE = 1 << 20;

    private final EmbeddedServer server = EmbeddedServer.builder()
            .set("io-threads", "3")
            .set("client-output-buffer-limit", "normal 4mb 0 0 pubsub 4mb 0 0")
            .start();

    private final AtomicInteger connections = new AtomicInteger();

    @AfterEach
    void stop() {
        server.close();
    }

    private interface Visit {
        /** Is made with a connection that is reset when it returns, whatever the server has read until then. */
        void by(Wire wire);
    }

    private void manyTimes(Visit visit) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    for (int client = 0; client < CLIENTS; client++) {
                        Wire wire = connect();
                        visit.by(wire);
                        wire.reset();
                    }
                }));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }
    }

    private Wire connect() {
        connections.incrementAndGet();
        return Wire.to(server.port());
    }

    private boolean keysConcernSomebody() {
        return ((ServerCore) server.server()).changesConcernSomebody();
    }

    private void awaitNothingLeft() {
        // A connection that was reset may still have to be accepted, and what came by it executed.
        String all = "total_connections_received:" + connections + "\r\n";
        Await.until(
                "all sessions have ended",
                SOON,
                () -> server.server().info(Set.of("stats")).contains(all)
                        && server.server().sessions().isEmpty());
        assertFalse(keysConcernSomebody(), "somebody who has gone waits for a key, or watches one");
        String clients = server.server().info(Set.of("clients"));
        assertTrue(clients.contains("blocked_clients:0\r\n"), clients);
    }

    /** So that the tests below can fail. */
    @Test
    void whoWaitsOrWatchesIsSeen() {
        assertFalse(keysConcernSomebody());
        try (Wire wire = connect()) {
            wire.ask("WATCH key");
            assertTrue(keysConcernSomebody());
            wire.ask("UNWATCH");
            assertFalse(keysConcernSomebody());
            wire.send("BLPOP list 0\r\n");
            Await.until("it waits", SOON, this::keysConcernSomebody);
        }
        awaitNothingLeft();
    }

    @Test
    void inATransactionThatIsQueued() throws Exception {
        manyTimes(wire -> {
            wire.ask("WATCH a b c");
            wire.ask("MULTI");
            wire.ask("INCR a");
            wire.send("INCR b\r\nWATCH d\r\nINC");
        });

        awaitNothingLeft();
        try (Wire wire = connect()) {
            assertEquals(":0\\r\\n", wire.ask("EXISTS a b").toString());
        }
    }

    @Test
    void inATransactionThatIsRunOrNot() throws Exception {
        manyTimes(wire -> wire.send("WATCH c\r\nMULTI\r\nINCR a\r\nINCR b\r\nEXEC\r\nWATCH c\r\nMULTI\r\nINCR a\r\n"));

        awaitNothingLeft();
        try (Wire wire = connect()) {
            List<ReplyValue> numbers = ((ReplyValue.Array) wire.ask("MGET a b").value()).elements();
            assertEquals(numbers.getFirst(), numbers.getLast());
        }
    }

    @Test
    void whileTheyWait() throws Exception {
        manyTimes(wire -> wire.send("BLPOP list other 0\r\nINCR never\r\n"));
        manyTimes(wire -> {
            wire.send("BLMOVE list list LEFT LEFT 0\r\n");
            wire.send("MULTI\r\nBLPOP list 0\r\nINCR never\r\n");
        });

        awaitNothingLeft();
        try (Wire wire = connect()) {
            wire.ask("RPUSH list x y");
            assertEquals(":2\\r\\n", wire.ask("LLEN list").toString());
            assertEquals(":0\\r\\n", wire.ask("EXISTS never").toString());
        }
    }

    /** The limit is noticed when all is done: half of a transaction is worse than one whose answer nobody gets. */
    @Test
    void byTheSizeOfTheAnswerOfTheTransactionItself() {
        try (Wire setup = connect();
                Wire greedy = connect()) {
            setup.ask("SET value " + "x".repeat(MEGABYTE));
            String all = "MGET" + " value".repeat(64);
            greedy.send(
                    "WATCH watched\r\nMULTI\r\nSET before 1\r\n" + all + "\r\nSET after 1\r\nEXEC\r\nSET never 1\r\n");

            int received = greedy.untilClosed().length;
            assertTrue(received < 64 * MEGABYTE, "got all " + received + " bytes");
            assertEquals(":2\\r\\n", setup.ask("EXISTS before after never").toString());
        }
        awaitNothingLeft();
    }

    @Test
    void byTheSizeOfAnAnswerBefore() {
        try (Wire setup = connect();
                Wire greedy = connect()) {
            setup.ask("SET value " + "x".repeat(MEGABYTE));
            String all = "MGET" + " value".repeat(64);
            greedy.send("WATCH watched\r\n" + all + "\r\nMULTI\r\nSET half 1\r\n");

            int received = greedy.untilClosed().length;
            assertTrue(received < 64 * MEGABYTE, "got all " + received + " bytes");
            assertEquals(":0\\r\\n", setup.ask("EXISTS half").toString());
        }
        awaitNothingLeft();
    }

    @Test
    void byMessagesThatComeInTheMidstOfATransaction() {
        try (Wire publisher = connect();
                Wire slow = connect()) {
            slow.useResp3();
            slow.send(Words.request("SUBSCRIBE channel"));
            slow.reply();
            slow.ask("WATCH watched");
            slow.ask("MULTI");
            slow.ask("SET half 1");
            byte[] message = Words.request("PUBLISH channel " + "x".repeat(100_000));
            String receivers = "";
            for (int i = 0; i < 1_000 && !receivers.equals(":0\\r\\n"); i++) {
                publisher.send(message);
                receivers = publisher.reply().toString();
            }

            assertEquals(":0\\r\\n", receivers, "it was never cut");
            slow.untilClosed();
            assertEquals(":0\\r\\n", publisher.ask("EXISTS half").toString());
        }
        awaitNothingLeft();
    }
}
