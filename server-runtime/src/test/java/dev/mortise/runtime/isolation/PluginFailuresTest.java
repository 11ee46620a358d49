package dev.mortise.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Server;
import dev.mortise.runtime.log.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that fails a hundred thousand times a second is heard of once a minute, and counted each time. */
class PluginFailuresTest {

    private static final Server.Module PLUGIN = new Server.Module("acme.hasty", "1", "the test", false);
    private static final Server.Module OTHER = new Server.Module("acme.other", "1", "the test", false);
    private static final String FIRST = "plugin 'acme.hasty' failed in hasty.go";

    private final AtomicLong nowNanos = new AtomicLong();
    private final PluginFailures failures = new PluginFailures(nowNanos::get);

    @TempDir
    private Path directory;

    private CapturedLog log;

    @BeforeEach
    void capture() throws IOException {
        log = new CapturedLog(directory);
    }

    @AfterEach
    void letGo() throws IOException {
        log.close();
    }

    private List<String> lines() {
        return log.linesFrom("plugin 'acme.");
    }

    @Test
    void theFirstIsLoggedWithItsStack() {
        failures.note(PLUGIN, "hasty.go", new IllegalStateException("no luck"));

        assertEquals(List.of(FIRST), lines());
        assertTrue(log.text().contains("java.lang.IllegalStateException: no luck"), log.text());
        assertTrue(log.text().contains(PluginFailuresTest.class.getName() + ".theFirst"), log.text());
    }

    @Test
    void theClientIsToldWhoseItIsAndNotWhatItSays() {
        String told = failures.note(PLUGIN, "hasty.go", new IllegalStateException("'password' is wrong"))
                .text();

        assertEquals("internal error in plugin 'acme.hasty' (IllegalStateException)", told);
    }

    @Test
    void thoseOfTheSameMinuteAreCountedAndToldWithTheNext() {
        failures.note(PLUGIN, "hasty.go", new IllegalStateException());
        nowNanos.set(TimeUnit.MINUTES.toNanos(1));
        failures.note(PLUGIN, "hasty.go", new IllegalStateException());
        failures.note(PLUGIN, "hasty.go", new IllegalStateException());

        assertEquals(List.of(FIRST), lines());
        assertEquals(Map.of("acme.hasty", 3L), failures.counts());

        // A clock at 0 is taken for 1 ns, for 0 is never.
        nowNanos.incrementAndGet();
        failures.note(PLUGIN, "hasty.go", new IllegalStateException());

        assertEquals(List.of(FIRST, FIRST + "; 2 times more since it was last told"), lines());
        assertEquals(Map.of("acme.hasty", 4L), failures.counts());
    }

    @Test
    void anotherClassAnotherPlaceAndAnotherPluginAreLoggedEach() {
        failures.note(PLUGIN, "hasty.go", new IllegalStateException());
        failures.note(PLUGIN, "hasty.go", new StackOverflowError());
        failures.note(PLUGIN, "a timer", new IllegalStateException());
        failures.note(OTHER, "hasty.go", new IllegalStateException());

        assertEquals(
                List.of(
                        FIRST,
                        FIRST,
                        "plugin 'acme.hasty' failed in a timer",
                        "plugin 'acme.other' failed in hasty.go"),
                lines());
        assertEquals(Map.of("acme.hasty", 3L, "acme.other", 1L), failures.counts());
        assertFalse(log.text().contains("times more"), log.text());
    }
}
