package acme.changes;

import dev.mortise.api.JournalListener;
import dev.mortise.api.JournalUnit;
import dev.mortise.api.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Changes on their way to the disk.
 *
 * <p>They come from threads that hold locks of keys, while clients wait: so here they are only made into bytes, and
 * somebody else takes these to the disk. What waits has a bound; beyond it changes are lost, and counted. The reader of
 * the file notices as well, since their numbers are missing.
 *
 * <p>{@link #unit} is called by one thread at a time, as the journal promises, and {@link #moveTo} by any.
 */
final class Changes implements JournalListener {

    private static final int BATCH_BYTES = 1 << 20;

    private final long mostBytes;
    private final Metrics.Counter lost;
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();

    /** What a write has failed for; it is tried again before anything else. */
    private byte[] unwritten = {};

    Changes(long mostBytes, Metrics.Counter lost) {
        this.mostBytes = mostBytes;
        this.lost = lost;
    }

    @Override
    public void unit(JournalUnit unit) {
        ChangeLines.of(unit, mostBytes - waitingBytes.get()).ifPresentOrElse(this::add, lost::increment);
    }

    private void add(byte[] lines) {
        waitingBytes.addAndGet(lines.length);
        waiting.add(lines);
    }

    long waitingBytes() {
        return waitingBytes.get();
    }

    /** Writes all that waits. If that fails nothing is lost, and it can be tried again. */
    synchronized void moveTo(ChangeFile file) throws IOException {
        while (unwritten.length > 0 || !waiting.isEmpty()) {
            if (unwritten.length == 0) {
                unwritten = batch();
            }
            file.append(unwritten);
            waitingBytes.addAndGet(-unwritten.length);
            unwritten = new byte[0];
        }
    }

    private byte[] batch() {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        while (batch.size() < BATCH_BYTES) {
            byte[] lines = waiting.poll();
            if (lines == null) {
                break;
            }
            batch.writeBytes(lines);
        }
        return batch.toByteArray();
    }
}
