package dev.mortise.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.api.Setup;
import dev.mortise.runtime.isolation.PluginFailures;
import dev.mortise.runtime.log.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A module whose {@code stop} does not return is left behind when its budget is spent. */
@Timeout(30)
class ModuleStopTest {

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @TempDir
    private Path directory;

    private CapturedLog log;

    @BeforeEach
    void capture() throws IOException {
        log = new CapturedLog(directory);
    }

    @AfterEach
    void letGo() throws IOException {
        never.countDown();
        log.close();
    }

    /** Waits in its {@code stop}, for the end of the test at most. */
    private final class Stuck implements CommandModule {
        @Override
        public void configure(Setup setup) {
            // It has nothing to offer.
        }

        @Override
        public void stop() {
            boolean released = false;
            while (!released) {
                try {
                    never.await();
                    released = true;
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        }
    }

    private static void stop(CommandModule module, Duration budget) {
        ConfiguredModule configured =
                new ConfiguredModule(new Server.Module("acme.stuck", "1", "the test", false), module);
        try (Timers timers = new Timers(() -> 0, false)) {
            PluginTasks tasks = new PluginTasks(configured, timers, new PluginFailures(() -> 0), true);
            ModuleStop.run(configured, tasks, budget);
        }
    }

    @Test
    void aServerGivesEachTenSeconds() {
        assertEquals(Duration.ofSeconds(10), ModuleStop.BUDGET);
    }

    @Test
    void aModuleThatDoesNotReturnIsInterruptedAndLeftBehindWhereItIs() throws Exception {
        stop(new Stuck(), Duration.ofMillis(20));

        interrupted.await();
        String start = "stopping: module 'acme.stuck' takes longer than 20 ms; it is left behind at ";
        assertEquals(1, log.linesFrom(start).size(), log.text());
        assertTrue(log.linesFrom(start).getFirst().length() > start.length(), log.text());
    }

    @Test
    void aModuleThatReturnsIsNotSpokenOf() {
        stop(setup -> {}, ModuleStop.BUDGET);

        assertEquals("", log.text());
    }
}
