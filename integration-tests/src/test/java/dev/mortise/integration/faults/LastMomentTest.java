package dev.mortise.integration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An element comes at the moment in which the client that waits for it gives up or goes: either the client has it or
 * the list, and not both.
 *
 * <p>Which of them comes first is up to chance, so it is tried many times; {@code -Dmortise.rounds=…} for more.
 */
@Timeout(120)
class LastMomentTest {

    private static final int ROUNDS = Integer.getInteger("mortise.rounds", 300);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Random random = new Random(7015);
    private ServerProcess server;
    private Wire producer;
    private Wire observer;

    @BeforeEach
    void start() {
        server = ServerProcess.start(Product.subject(), Map.of("io-threads", "4"));
        producer = Wire.to(server);
        observer = Wire.to(server);
    }

    @AfterEach
    void stop() {
        producer.close();
        observer.close();
        server.close();
    }

    private void awaitBlocked(int clients) {
        Await.until(
                clients + " wait",
                SOON,
                () -> observer.ask("INFO clients").text().contains("blocked_clients:" + clients + "\r\n"));
    }

    /** Pushes after a while that differs each time, so that it comes before the other event, or after it. */
    private void push(int longestWhile) {
        for (int i = random.nextInt(longestWhile); i > 0; i--) {
            producer.ask("PING");
        }
        producer.ask("RPUSH list element");
    }

    private void assertLeft(boolean expected, String what) {
        assertEquals(
                ReplyValue.integer(expected ? 1 : 0), producer.ask("DEL list").value(), what);
    }

    /** It ends its half of the connection, so that it still sees what it gets. */
    @Test
    void whenTheClientLeaves() throws InterruptedException {
        // Redis loses the element if it hears of both in one turn of its event loop.
        assumeTrue(Product.subject() == Product.MORTISE);
        for (int round = 0; round < ROUNDS; round++) {
            try (Wire waiter = Wire.to(server)) {
                waiter.send("BLPOP list 0\r\n");
                awaitBlocked(1);
                Thread leaving = Thread.ofPlatform().start(waiter::finishSending);
                push(4);
                leaving.join();

                boolean got = Words.show(waiter.untilClosed()).contains("element");
                assertLeft(!got, "round " + round + ", and the client got " + (got ? "it" : "nothing"));
            }
        }
    }

    @Test
    void whenTheClientIsUnblocked() throws InterruptedException {
        try (Wire waiter = Wire.to(server)) {
            String identity = waiter.ask("CLIENT ID").text();
            for (int round = 0; round < ROUNDS; round++) {
                waiter.send("BLMOVE list list LEFT LEFT 0\r\n");
                awaitBlocked(1);
                ReplyValue[] unblocked = new ReplyValue[1];
                Thread unblocking = Thread.ofPlatform()
                        .start(() -> unblocked[0] =
                                observer.ask("CLIENT UNBLOCK " + identity).value());
                push(4);
                unblocking.join();

                ReplyValue reply = waiter.reply().value();
                boolean gaveUp = reply.equals(ReplyValue.nilArray());
                assertEquals(gaveUp ? ReplyValue.nilArray() : ReplyValue.bulk("element"), reply);
                assertEquals(ReplyValue.integer(gaveUp ? 1 : 0), unblocked[0], "round " + round + ": " + reply);
                assertLeft(true, "it was moved to where it was, if it was moved");
            }
        }
    }

    @Test
    void whenItsTimeIsOver() {
        try (Wire waiter = Wire.to(server)) {
            for (int round = 0; round < ROUNDS; round++) {
                waiter.send("BLPOP list other 0.002\r\n");
                push(60);

                boolean got = waiter.reply().toString().contains("element");
                assertLeft(!got, "round " + round + ", and the client got " + (got ? "it" : "nothing"));
            }
        }
    }
}
