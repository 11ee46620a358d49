package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many requests before the first reply is read. */
@Twins.Shared
class PipelineTest {

    private static final int REQUESTS = 200_000;

    @BeforeEach
    void empty(Twins twins) {
        twins.empty();
    }

    @Test
    void isAnsweredInOrder(Twins twins) throws InterruptedException {
        try (Wire wire = Wire.to(twins.subject())) {
            byte[] increments = Words.ascii("*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n".repeat(1000));
            Thread sender = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < REQUESTS / 1000; i++) {
                    wire.send(increments);
                }
            });

            for (long i = 1; i <= REQUESTS; i++) {
                assertEquals(ReplyValue.integer(i), wire.reply().value());
            }
            sender.join();
        }
    }

    @Test
    void mayBeReadOnlyWhenAllOfItIsSent(Twins twins) {
        try (Wire wire = Wire.to(twins.subject())) {
            wire.send("PING\r\n".repeat(REQUESTS));

            wire.skip(REQUESTS);
            assertEquals("+PONG\\r\\n", wire.ask("PING").toString());
        }
    }

    @Test
    void doesNotMixUpConnections(Twins twins) {
        List<Wire> wires = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                wires.add(Wire.to(twins.subject()));
            }
            for (int i = 0; i < 50; i++) {
                wires.get(i)
                        .send(("ECHO from-" + i + "\r\nSET k" + i + " v" + i + "\r\nGET k" + i + "\r\n").repeat(100));
            }
            for (int i = 0; i < 50; i++) {
                for (int round = 0; round < 100; round++) {
                    assertEquals("from-" + i, wires.get(i).reply().text());
                    assertEquals("OK", wires.get(i).reply().text());
                    assertEquals("v" + i, wires.get(i).reply().text());
                }
            }
        } finally {
            wires.forEach(Wire::close);
        }
    }

    @Test
    void countsEachIncrementOfManyClients(Twins twins) throws InterruptedException {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(Thread.ofVirtual().start(() -> {
                try (Wire wire = Wire.to(twins.subject())) {
                    wire.send("INCR shared\r\n".repeat(2_000));
                    wire.skip(2_000);
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }

        try (Wire wire = Wire.to(twins.subject())) {
            assertEquals("16000", wire.ask("GET shared").text());
        }
    }
}
