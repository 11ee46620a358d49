package dev.mortise.runtime.snapshot;

import dev.mortise.api.Entry;
import dev.mortise.api.Persistence;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.HostSnapshots;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.rdb.LoadReport;
import dev.mortise.runtime.rdb.RdbLoader;
import dev.mortise.runtime.rdb.RdbSaver;
import dev.mortise.runtime.rdb.SaveOptions;
import dev.mortise.runtime.rdb.SnapshotTypes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Saves and loads snapshots: when it is told to, and when the rules say so.
 *
 * <p><b>One at a time.</b> Whatever is saved or loaded runs on a thread of its own, {@code mortise-snapshot}, and there
 * is only one; who asks for another meanwhile is told so.
 *
 * <p><b>What counts as saved.</b> The changes made until the instant of the snapshot, which is when writing begins. If
 * it cannot be kept, nothing counts, and the next is tried after five seconds, as in Redis.
 *
 * <p><b>What could not be loaded is not overwritten.</b> A server that starts does not go on then. One that was told to
 * reload has lost its keys; it saves nothing any more until the snapshot, put right, was loaded.
 *
 * <p>For any thread.
 */
public final class SnapshotKeeper implements HostSnapshots {

    private static final System.Logger LOG = System.getLogger(SnapshotKeeper.class.getName());
    private static final long RETRY_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final int MOST_WORKERS = 4;
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final ServerError NOT_KEPT =
            ServerError.err("this server keeps its keys in memory only: no module that keeps snapshots is loaded");
    private static final ServerError SAVING = ServerError.err("Background save already in progress");

    private final Store store;
    private final @Nullable Persistence persistence;
    private final SnapshotTypes types;
    private final SingleValues singleValues;
    private final Supplier<SnapshotSettings> settings;
    private final Activity activity;
    private final LongSupplier nowMillis;
    private final CommandGate gate;
    private final String redisVersion;
    private final String ownVersion;
    private final boolean inBackground;

    private volatile SnapshotFigures figures;
    private volatile @Nullable SnapshotTask running;
    /** Whether what runs is to save or saves: from before whoever asked for it has heard of it. */
    private volatile boolean saving;

    private volatile @Nullable RdbSaver saver;
    private volatile @Nullable LoadProgress loading;
    private volatile long startedMillis;
    private long failedMillis = Long.MIN_VALUE;
    /** Why the last snapshot could not be loaded, which keeps it from being overwritten; null if it could. */
    private volatile @Nullable String unloadable;

    private List<byte[]> sections = List.of();
    private volatile @Nullable Thread worker;

    /** What commands are refused, while there is a reason to. */
    public interface CommandGate {
        /** Whether the data is being loaded, so that only few commands make sense. */
        void loading(boolean begins);

        /** Whether changes would be lost, because they could not be saved lately. */
        void cannotSave(boolean begins);
    }

    /**
     * A keeper.
     *
     * @param persistence keeps the bytes, or null if nobody does
     * @param activity what was done so far
     * @param inBackground whether things go on beside the caller; tests do without
     */
    @SuppressWarnings("checkstyle:parameternumber") // What it is made of, named by its types.
    public SnapshotKeeper(
            Store store,
            @Nullable Persistence persistence,
            SnapshotTypes types,
            Supplier<SnapshotSettings> settings,
            Activity activity,
            LongSupplier nowMillis,
            CommandGate gate,
            String redisVersion,
            String ownVersion,
            boolean inBackground) {
        this.store = store;
        this.persistence = persistence;
        this.types = types;
        this.singleValues = new SingleValues(types, settings);
        this.settings = settings;
        this.activity = activity;
        this.nowMillis = nowMillis;
        this.gate = gate;
        this.redisVersion = redisVersion;
        this.ownVersion = ownVersion;
        this.inBackground = inBackground;
        this.figures = SnapshotFigures.atStart(nowMillis.getAsLong());
    }

    // ---- what is asked

    @Override
    public boolean kept() {
        return persistence != null;
    }

    /** {@return who keeps the bytes, or null if nobody does} */
    public @Nullable Persistence persistence() {
        return persistence;
    }

    @Override
    public boolean automatic() {
        return kept() && !settings.get().rules().isEmpty();
    }

    @Override
    public boolean running() {
        return running != null;
    }

    @Override
    public long lastSavedMillis() {
        return figures.lastSavedMillis();
    }

    SnapshotFigures figures() {
        return figures;
    }

    /** {@return how many changes would be lost now} */
    long unsavedChanges() {
        return changes() - figures.changesSaved();
    }

    private long changes() {
        return activity.changes().getAsLong();
    }

    @Nullable
    LoadProgress loading() {
        return loading;
    }

    /** {@return whether a snapshot is being saved, or about to be} */
    boolean saving() {
        return saving;
    }

    /** {@return what saves at present, or null} */
    @Nullable
    RdbSaver saver() {
        return saver;
    }

    long secondsRunning() {
        return TimeUnit.MILLISECONDS.toSeconds(nowMillis.getAsLong() - startedMillis);
    }

    // ---- beginning

    @Override
    public Task save() {
        return begin(true, this::saveAndNote);
    }

    @Override
    public Task reload(boolean save, boolean clear) {
        return begin(save, () -> {
            if (save) {
                saveAndNote();
                saving = false;
            }
            gate.loading(true);
            try {
                reload(clear);
            } finally {
                gate.loading(false);
                store.loaded();
                tellGate();
            }
        });
    }

    private void reload(boolean clear) throws IOException {
        if (clear) {
            for (int database = 0; database < store.databases(); database++) {
                store.clear(database);
            }
        }
        try {
            load(!clear, () -> {});
            if (unloadable != null) {
                unloadable = null;
                figures = figures.recovered();
            }
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            unloadable = String.valueOf(e.getMessage());
            figures = figures.failed(unloadable, -1);
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The snapshot could not be loaded, and none is saved over it: " + e.getMessage());
            LOG.log(System.Logger.Level.DEBUG, "Where it failed", e);
            throw e;
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private SnapshotTask begin(boolean saves, Work work) {
        if (persistence == null) {
            throw NOT_KEPT;
        }
        SnapshotTask task = new SnapshotTask();
        synchronized (this) {
            if (running != null) {
                throw SAVING;
            }
            running = task;
            saving = saves;
            startedMillis = nowMillis.getAsLong();
        }
        Runnable body = () -> run(task, work);
        if (inBackground) {
            Thread thread =
                    Thread.ofPlatform().daemon().name("mortise-snapshot").unstarted(body);
            worker = thread;
            thread.start();
        } else {
            body.run();
        }
        return task;
    }

    private void run(SnapshotTask task, Work work) {
        String failure = null;
        try {
            work.run();
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            failure = String.valueOf(e.getMessage());
        } finally {
            synchronized (this) {
                running = null;
                saving = false;
            }
            task.end(failure);
        }
    }

    // ---- saving

    private void saveAndNote() throws IOException {
        String lost = unloadable;
        if (lost != null) {
            throw new IOException("the last snapshot is not overwritten, because it could not be loaded (" + lost
                    + "); put it right or move it away, and load with DEBUG RELOAD NOSAVE");
        }
        long begun = System.nanoTime();
        try {
            RdbSaver present = new RdbSaver(store, types, options(), sections);
            saver = present;
            SavedSnapshot snapshot = new SavedSnapshot(present, activity.changes(), nowMillis, progressLog("Saving"));
            requirePersistence().save(snapshot);
            long millis = (System.nanoTime() - begun) / NANOS_PER_MILLI;
            figures = figures.saved(
                    nowMillis.getAsLong(),
                    snapshot.changesThen(),
                    TimeUnit.MILLISECONDS.toSeconds(millis),
                    present.progress());
            LOG.log(
                    System.Logger.Level.INFO,
                    "Saved %d keys in %d ms".formatted(present.progress().keys(), millis));
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            failedMillis = nowMillis.getAsLong();
            figures = figures.failed(String.valueOf(e.getMessage()), (System.nanoTime() - begun) / 1_000_000_000);
            LOG.log(System.Logger.Level.ERROR, "The snapshot could not be saved: " + e.getMessage());
            LOG.log(System.Logger.Level.DEBUG, "Where it failed", e);
            throw e;
        } finally {
            saver = null;
            tellGate();
        }
    }

    private SaveOptions options() {
        SnapshotSettings present = settings.get();
        return new SaveOptions(
                present.version(),
                present.compress(),
                present.checksum(),
                redisVersion,
                ownVersion,
                workers(),
                activity.commands());
    }

    /** {@return how many threads may be busy with a snapshot: half the cores, as clients have the other half} */
    private static int workers() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_WORKERS);
    }

    private Persistence requirePersistence() {
        Persistence present = persistence;
        if (present == null) {
            throw NOT_KEPT;
        }
        return present;
    }

    private void tellGate() {
        SnapshotSettings present = settings.get();
        gate.cannotSave(
                kept() && present.stopWritesOnError() && !present.rules().isEmpty() && figures.lastFailure() != null);
    }

    /** Saves if a rule says so. To be called a few times a second. */
    public void tick() {
        if (persistence == null || running != null || unloadable != null) {
            return;
        }
        tellGate();
        SnapshotFigures present = figures;
        long now = nowMillis.getAsLong();
        String rule = settings.get().rules().fulfilled(now - present.lastSavedMillis(), unsavedChanges());
        if (rule.isEmpty() || (present.lastFailure() != null && now - failedMillis < RETRY_MILLIS)) {
            return;
        }
        LOG.log(System.Logger.Level.INFO, rule + ". Saving...");
        try {
            var _ = save();
        } catch (ServerError e) {
            // Somebody else has begun just now.
        }
    }

    /** Saves for the last time if there are rules, when nobody can change anything any more. */
    public void saveAtEnd() {
        awaitEnd();
        if (automatic()) {
            LOG.log(System.Logger.Level.INFO, "Saving the final snapshot");
            try {
                saveAndNote();
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "What was changed since the last snapshot is lost: " + e.getMessage());
            }
        }
    }

    /** Waits for what is being saved. */
    public void awaitEnd() {
        Thread thread = worker;
        if (thread == null) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- loading

    /**
     * Loads the last snapshot, when the server starts.
     *
     * @param begins is run before anything is loaded, if there is something
     * @throws IOException if there is one and it cannot be read
     */
    public void loadAtStart(Runnable begins) throws IOException {
        if (persistence != null) {
            load(false, begins);
        }
    }

    private void load(boolean merge, Runnable begins) throws IOException {
        LoadProgress progress = new LoadProgress(nowMillis.getAsLong());
        loading = progress;
        try {
            LoadedSnapshot snapshot = new LoadedSnapshot(
                    new RdbLoader(store, types, nowMillis.getAsLong(), merge, workers()),
                    settings.get().checksum(),
                    progress,
                    progressLog("Loading"),
                    begins);
            requirePersistence().load(snapshot);
            LoadReport report = snapshot.report();
            if (report != null) {
                sections = snapshot.sections();
                figures = figures.loaded(report, changes());
            }
        } finally {
            loading = null;
        }
    }

    private ProgressLog progressLog(String what) {
        return new ProgressLog(what, nowMillis, line -> LOG.log(System.Logger.Level.INFO, line));
    }

    // ---- single values

    @Override
    public byte @Nullable [] dump(Entry entry) {
        return singleValues.dump(entry);
    }

    @Override
    public void restore(Slice dumped, Entry entry, long expireAtMillis, long idleSeconds, int frequency) {
        singleValues.restore(dumped, entry, expireAtMillis, idleSeconds, frequency);
    }
}
