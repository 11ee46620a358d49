package dev.mortise.runtime.rdb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that put batches into the keyspace, beside the one that reads them. For that one, which waits when they are
 * busy.
 *
 * <p>They are started with the first batch. Each has a {@link KeyInserter} of its own; that keys come in another order
 * than they stood in the file makes no difference, because no key stands there twice.
 */
final class InsertThreads implements AutoCloseable {

    private static final int BATCHES_PER_THREAD = 4;

    private final Supplier<KeyInserter> inserters;
    private final int most;
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<LoadBatch> full;
    private final BlockingQueue<LoadBatch> empty;
    /** Ends a thread that takes it; one for each. */
    private final LoadBatch end = new LoadBatch();

    private long keys;
    private @Nullable Throwable failure;

    /**
     * Threads of one loader.
     *
     * @param most how many there may be, at least 1
     */
    InsertThreads(int most, Supplier<KeyInserter> inserters) {
        this.most = most;
        this.inserters = inserters;
        full = new ArrayBlockingQueue<>(most * (BATCHES_PER_THREAD + 1));
        empty = new ArrayBlockingQueue<>(most * BATCHES_PER_THREAD);
    }

    /** Has a batch inserted. {@return an empty one in its place} */
    LoadBatch insert(LoadBatch batch) throws IOException {
        if (threads.isEmpty()) {
            start();
        }
        requireNoFailure();
        try {
            full.put(batch);
            return empty.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while loading");
        }
    }

    private void start() {
        for (int i = 1; i <= most; i++) {
            threads.add(Thread.ofPlatform().daemon().name("mortise-load-" + i).start(this::work));
            for (int j = 0; j < BATCHES_PER_THREAD; j++) {
                empty.add(new LoadBatch());
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // The end is that one object.
    private void work() {
        KeyInserter inserter = inserters.get();
        try {
            for (LoadBatch batch = full.take(); batch != end; batch = full.take()) {
                insert(inserter, batch);
                batch.clear();
                empty.put(batch);
            }
        } catch (InterruptedException e) {
            fail(e);
        }
        add(inserter.keys());
    }

    /** Inserts a batch, unless something has failed: then batches only go round, until the reader notices. */
    private void insert(KeyInserter inserter, LoadBatch batch) {
        if (failed() != null) {
            return;
        }
        try {
            inserter.insert(batch);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    private synchronized @Nullable Throwable failed() {
        return failure;
    }

    private synchronized void add(long more) {
        keys += more;
    }

    /** Waits until all is inserted. {@return how many keys these threads have put into the keyspace} */
    long finish() throws IOException {
        close();
        requireNoFailure();
        synchronized (this) {
            return keys;
        }
    }

    private void requireNoFailure() throws IOException {
        switch (failed()) {
            case null -> {
                // All is well.
            }
            case IOException e -> throw e;
            case Throwable e -> throw new IOException("a thread that helped to load failed: " + e, e);
        }
    }

    /** Ends the threads, when they have inserted what they were given. */
    @Override
    public void close() {
        for (int i = 0; i < threads.size(); i++) {
            // There is room for it: the batches are fewer.
            full.add(end);
        }
        boolean interrupted = false;
        while (!threads.isEmpty()) {
            try {
                threads.getLast().join();
                threads.removeLast();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
