package dev.mortise.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Server;
import dev.mortise.api.Setup;
import dev.mortise.runtime.log.CapturedLog;
import dev.mortise.runtime.transport.TransportKind;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that runs for too long is in the log while it runs: whose it is, whom it holds up, and where it is. */
@Timeout(30)
class WatchdogLogTest {

    private static final String LINE =
            "busy.work of 'acme.busy' has been running for 1000 ms and holds up all clients of mortise-loop-0:";

    private final TestSettings settings = new TestSettings();
    private final AtomicLong nowNanos = new AtomicLong(1);
    private final AtomicReference<Runnable> look = new AtomicReference<>(() -> {});

    /** What the log had when the command had run for so many milliseconds: 999, 1000 and later. */
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path directory;

    private final class Busy implements CommandModule {
        private final CapturedLog log;

        Busy(CapturedLog log) {
            this.log = log;
        }

        @Override
        public void configure(Setup setup) {
            setup.command(CommandSpec.named("BUSY.WORK").args(0).build(), (_, reply) -> {
                workFor(999);
                workFor(1);
                workFor(5000);
                reply.ok();
            });
        }

        private void workFor(long millis) throws InterruptedException {
            nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
            Thread.ofPlatform().start(look.get()).join();
            told.add(log.text());
        }
    }

    private MortiseServer server(CommandModule module) throws StartFailure {
        settings.nanoTime = nowNanos::get;
        settings.dataDirectory = directory;
        return settings.start(
                new Listening(List.of("127.0.0.1"), 0, null, null, 16, TransportKind.NIO, 1),
                new Server.Module("acme.busy", "1", "the test", false),
                module);
    }

    @Test
    void namesThePluginWithTheStackOnce() throws Exception {
        try (CapturedLog log = new CapturedLog(directory);
                MortiseServer server = server(new Busy(log));
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            look.set(server.core().watchdog()::look);
            client.getOutputStream().write("BUSY.WORK\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("+OK\r\n", new String(client.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));

            assertEquals("", told.get(0));
            assertTrue(told.get(1).contains(LINE), told.get(1));
            String stack = told.get(1).substring(told.get(1).indexOf(LINE) + LINE.length());
            assertTrue(stack.contains("    at ") && stack.contains(Busy.class.getName() + ".workFor("), stack);
            assertEquals(told.get(1), told.get(2));
        }
    }
}
