package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.io.UncheckedIOException;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Bytes that mean nothing, and requests with a few bytes changed: the server takes them as Redis does, to the byte,
 * and is as well afterwards as before. {@code -Dmortise.seed=…} tries others.
 */
@Twins.Shared
class GarbageTest {

    private static final long SEED = Long.getLong("mortise.seed", 7015);
    private static final int CONNECTIONS = 100;

    private static final String SOUND = String.join(
            "\r\n",
            "*1\r\n$4\r\nPING",
            "*2\r\n$4\r\nECHO\r\n$5\r\nhullo",
            "ECHO \"a b\"",
            "*3\r\n$4\r\nMGET\r\n$1\r\na\r\n$2\r\nbc",
            "*0",
            "",
            "PING 'x'",
            "");

    @Test
    void doesNoHarm(Twins twins) {
        Random random = new Random(SEED);
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] garbage = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(garbage);
            requireSameAnswers(twins, garbage, "seed " + SEED + ", connection " + i);
        }
        try (Wire wire = Wire.to(twins.subject())) {
            assertEquals("+PONG\\r\\n", wire.ask("PING").toString());
        }
    }

    @RepeatedTest(4)
    void ofNearlySoundRequestsIsTakenAlike(Twins twins, RepetitionInfo repetition) {
        int changes = repetition.getCurrentRepetition();
        Random random = new Random(SEED + changes);
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] bytes = Words.ascii(SOUND);
            for (int c = 0; c < changes; c++) {
                byte other = (byte) "\r\n$*0123456789-+x \"'\\\0".charAt(random.nextInt(22));
                bytes[random.nextInt(bytes.length)] = other;
            }
            requireSameAnswers(twins, bytes, "seed " + SEED + ", " + changes + " changes, connection " + i);
        }
    }

    private static void requireSameAnswers(Twins twins, byte[] bytes, String where) {
        assertEquals(
                answers(twins.oracle(), bytes),
                answers(twins.subject(), bytes),
                () -> where + ", sent " + Words.show(bytes, 400));
    }

    private static String answers(ServerProcess server, byte[] bytes) {
        try (Wire wire = Wire.to(server)) {
            try {
                wire.send(bytes);
                wire.finishSending();
            } catch (UncheckedIOException e) {
                // It has seen enough, and closed the connection before we could.
            }
            return Words.show(wire.untilClosed(), 1_000);
        }
    }
}
