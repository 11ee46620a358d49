package dev.mortise.integration.expiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Keys whose time is over go away even if nobody asks for them, and nobody waits for that. */
class ActiveExpiryTest {

    private static final int KEYS = 100_000;

    @Test
    void removesWhatNobodyAsksForAgain() {
        try (ServerProcess server = ServerProcess.subject();
                Wire wire = Wire.to(server)) {
            long due = System.currentTimeMillis() + 1_500;
            StringBuilder commands = new StringBuilder("SET immortal v\r\n");
            for (int i = 0; i < KEYS; i++) {
                commands.append("SET key:")
                        .append(i)
                        .append(" value PXAT ")
                        .append(due)
                        .append("\r\n");
            }
            wire.send(commands.toString());
            wire.skip(KEYS + 1);

            Await.until("all keys are gone", Duration.ofSeconds(15), () -> {
                long asked = System.nanoTime();
                boolean gone = wire.ask("DBSIZE").text().equals("1");
                long millis = (System.nanoTime() - asked) / 1_000_000;
                assertTrue(millis < 500, "the server was busy for " + millis + " ms");
                return gone;
            });
            assertTrue(System.currentTimeMillis() >= due, "too early");
            assertEquals("v", wire.ask("GET immortal").text());
            assertTrue(wire.ask("INFO stats").text().contains("expired_keys:" + KEYS + "\r\n"));
        }
    }
}
