package dev.mortise.integration.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@code redis-check-rdb} thinks of a file. */
final class RedisCheck {

    private RedisCheck() {}

    static void looksOk(Path file) throws IOException {
        Process process = new ProcessBuilder("redis-check-rdb", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertEquals(0, process.waitFor(), said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertTrue(said.contains("RDB looks OK"), said);
        assertTrue(said.contains("Checksum OK"), said);
    }
}
