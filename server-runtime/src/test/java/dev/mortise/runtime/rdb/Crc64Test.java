package dev.mortise.runtime.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Crc64Test {

    @Test
    void isThatOfRedis() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);

        assertEquals(0xE9C6_D914_C4B8_D9CAL, Crc64.update(0, digits, 0, digits.length));
    }

    @Test
    void comesOutTheSameInPieces() {
        byte[] bytes = new byte[1000];
        new SplittableRandom(1).nextBytes(bytes);
        long whole = Crc64.update(0, bytes, 0, bytes.length);
        for (int cut = 0; cut <= 64; cut++) {
            long first = Crc64.update(0, bytes, 0, cut);
            assertEquals(whole, Crc64.update(first, bytes, cut, bytes.length - cut));
        }
    }
}
