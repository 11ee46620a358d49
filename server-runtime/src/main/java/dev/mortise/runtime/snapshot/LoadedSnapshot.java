package dev.mortise.runtime.snapshot;

import dev.mortise.api.internal.HostSnapshotSink;
import dev.mortise.runtime.rdb.LoadReport;
import dev.mortise.runtime.rdb.RdbLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A snapshot that is being loaded: what whoever has kept its bytes gives them to. For one thread. */
final class LoadedSnapshot implements HostSnapshotSink {

    private static final System.Logger LOG = System.getLogger(SnapshotKeeper.class.getName());
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final RdbLoader loader;
    private final boolean checksum;
    private final LoadProgress progress;
    private final ProgressLog log;
    private final Runnable begins;
    private boolean read;
    private @Nullable LoadReport report;

    /**
     * One that nothing was read of yet.
     *
     * @param checksum whether it has to be right
     * @param begins is run before anything is loaded, if there is something
     */
    LoadedSnapshot(RdbLoader loader, boolean checksum, LoadProgress progress, ProgressLog log, Runnable begins) {
        this.loader = loader;
        this.checksum = checksum;
        this.progress = progress;
        this.log = log;
        this.begins = begins;
    }

    @Override
    public void readFrom(InputStream in, long totalBytes) throws IOException {
        if (read) {
            throw new IllegalStateException("a snapshot can be read once");
        }
        read = true;
        begins.run();
        progress.totalBytes(totalBytes);
        long begun = System.nanoTime();
        LoadReport loaded = loader.load(in, totalBytes, checksum, this::tell);
        report = loaded;
        LOG.log(
                System.Logger.Level.INFO,
                "Loaded %d keys in %d ms, written by %s in version %s; %d were over"
                        .formatted(
                                loaded.keys(),
                                (System.nanoTime() - begun) / NANOS_PER_MILLI,
                                loaded.writtenBy(),
                                loaded.version(),
                                loaded.expired()));
        if (!loaded.opaque().isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Values of types without a module here are kept as they are: " + loaded.opaque());
        }
    }

    private void tell(long bytes) {
        progress.loadedBytes(bytes);
        log.at(progress.percent());
    }

    /** {@return what was loaded, or null if nothing was} */
    @Nullable
    LoadReport report() {
        return report;
    }

    /** {@return what is kept of it besides keys} */
    List<byte[]> sections() {
        return List.copyOf(loader.sections());
    }
}
