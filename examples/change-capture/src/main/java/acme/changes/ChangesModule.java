package acme.changes;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Metrics;
import dev.mortise.api.Server;
import dev.mortise.api.Setup;
import dev.mortise.api.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** Writes every change of the keyspace into a file, in order. */
public final class ChangesModule implements CommandModule {

    private static final int MIB = 1 << 20;

    /**
     * What the operator may set.
     *
     * @param file where to; {@code changes.log} in the plugin's directory if not set
     * @param maxBytes how large it may become; 64 MiB if not set
     * @param files how many full ones are kept, {@code changes.log.1} being the youngest; 4 if not set
     * @param flushMillis how often what has changed is written and forced to the disk; 100 if not set
     * @param bufferBytes how much may wait for the disk; 16 MiB if not set
     */
    record Settings(String file, long maxBytes, int files, int flushMillis, long bufferBytes) {
        Settings {
            maxBytes = maxBytes == 0 ? 64L * MIB : maxBytes;
            files = files == 0 ? 4 : files;
            flushMillis = flushMillis == 0 ? 100 : flushMillis;
            bufferBytes = bufferBytes == 0 ? 16L * MIB : bufferBytes;
            if (maxBytes < 0 || files < 0 || flushMillis < 0 || bufferBytes < 0) {
                throw new IllegalArgumentException(
                        "maxBytes, files, flushMillis and bufferBytes must be greater than 0");
            }
        }
    }

    private Settings settings;
    private Server server;
    private Tasks tasks;
    private Changes changes;
    private Path path;
    private ChangeFile file;

    @Override
    public void configure(Setup setup) {
        settings = setup.config(Settings.class);
        path = settings.file() == null ? setup.dataDirectory().resolve("changes.log") : Path.of(settings.file());
        server = setup.server();
        tasks = setup.tasks();
        Metrics.Counter lost = setup.metrics().counter("units_lost");
        changes = new Changes(settings.bufferBytes(), lost);
        setup.metrics().gauge("bytes_waiting", changes::waitingBytes);
        setup.journal(changes);
    }

    @Override
    public void start(Server server) throws IOException {
        file = new ChangeFile(path, settings.maxBytes(), settings.files());
        tasks.every(Duration.ofMillis(settings.flushMillis()), this::flush);
    }

    /** What it throws is logged, and the same bytes are tried again next time. A slow disk is LATENCY's to show. */
    private void flush() {
        long before = server.nowMillis();
        try {
            changes.moveTo(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            server.latency().happened("changes-flush", server.nowMillis() - before);
        }
    }

    @Override
    public void stop() throws IOException {
        try (ChangeFile last = file) {
            changes.moveTo(last);
        }
    }
}
