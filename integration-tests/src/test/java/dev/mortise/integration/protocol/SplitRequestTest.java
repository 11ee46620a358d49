package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where a packet ends means nothing: requests may come in any pieces. */
@Twins.Shared
class SplitRequestTest {

    private static final byte[] REQUESTS = Words.ascii(String.join(
            "\r\n",
            "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n",
            "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$12\r\nwith\r\nbreaks",
            "GET k",
            "",
            "*0",
            "APPEND \"k\" ' \\'quoted\\' '",
            "*2\r\n$3\r\nGET\r\n$1\r\nk",
            "*2\r\n$4\r\nECHO\r\n$0\r\n",
            "*1\r\n$4\r\nNOPE",
            "PING done",
            ""));

    @Test
    void atAnyByte(Twins twins) {
        byte[] expected = answers(twins.oracle(), REQUESTS.length);
        for (int first = 1; first < REQUESTS.length; first++) {
            assertArrayEquals(expected, answers(twins.subject(), first), "split after " + first + " bytes");
        }
    }

    @Test
    void intoSingleBytes(Twins twins) {
        byte[] expected = answers(twins.oracle(), REQUESTS.length);

        assertArrayEquals(expected, answers(twins.subject(), 1, 1, 1));
        int[] bytes = new int[REQUESTS.length];
        Arrays.fill(bytes, 1);
        assertArrayEquals(expected, answers(twins.subject(), bytes));
    }

    @Test
    void evenIfItIsOneLongValue(Twins twins) {
        String value = "0123456789".repeat(30_000);
        byte[] request = Words.encode(Words.split("SET long " + value));
        try (Wire wire = Wire.to(twins.subject())) {
            for (int from = 0; from < request.length; from += 777) {
                wire.send(Arrays.copyOfRange(request, from, Math.min(request.length, from + 777)));
            }
            assertEquals("+OK\\r\\n", wire.reply().toString());
            assertEquals(value, wire.ask("GET long").text());
        }
    }

    /** {@return the answers when the requests are sent in pieces: of these sizes, and then the rest at once} */
    private static byte[] answers(ServerProcess server, int... sizes) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Wire wire = Wire.to(server)) {
            int from = 0;
            for (int size : sizes) {
                wire.send(Arrays.copyOfRange(REQUESTS, from, from + size));
                from += size;
            }
            wire.send(Arrays.copyOfRange(REQUESTS, from, REQUESTS.length));
            for (int i = 0; i < 8; i++) {
                answers.writeBytes(wire.reply().bytes());
            }
        }
        return answers.toByteArray();
    }
}
