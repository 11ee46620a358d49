package dev.mortise.runtime.rdb;

import dev.mortise.runtime.keyspace.Cut;
import dev.mortise.runtime.keyspace.CutBatch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of a {@link Cut} as a snapshot that Redis reads.
 *
 * <p><b>How.</b> A few threads take entries from shards and encode them, each into bytes of its own; one after the
 * other puts them into the file. The format does not care for the order, so that all they share is the file and its
 * checksum. What one of them adds begins with the number of its database.
 *
 * <p>The bytes go out in pieces of about 64 KiB; a stream behind needs no buffer. For one snapshot.
 */
final class RdbWriter {

    private static final int PIECE_BYTES = 1 << 16;

    /** With so much written aside there is no time to rest: clients change entries faster than they are saved. */
    private static final long MOST_WAITING_BYTES = 1 << 20;

    private static final long MILLIS_PER_SECOND = 1000;

    private final OutputStream out;
    private final SaveOptions options;
    private final Runnable wroteSome;
    private final RdbVersion version;
    private final Object turn = new Object();
    private long checksum;
    private long writtenBytes;
    private @Nullable IOException failure;

    RdbWriter(OutputStream out, SaveOptions options, Runnable wroteSome, RdbVersion version) {
        this.out = out;
        this.options = options;
        this.wroteSome = wroteSome;
        this.version = version;
    }

    /** {@return how many bytes were written} */
    long writtenBytes() {
        synchronized (turn) {
            return writtenBytes;
        }
    }

    /**
     * Writes all of it, checksum included.
     *
     * @param sections what was kept of other servers' files, to stand before the keys
     */
    void write(Cut cut, int databases, long nowMillis, long usedBytes, List<byte[]> sections) throws IOException {
        put(prologue(cut, databases, nowMillis, usedBytes, sections));
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < options.workers(); i++) {
            helpers.add(Thread.ofPlatform().daemon().name("mortise-save-" + i).start(() -> help(cut)));
        }
        try {
            work(cut);
        } catch (IOException e) {
            fail(e);
        } finally {
            await(helpers);
        }
        IOException failed = failed();
        if (failed != null) {
            throw failed;
        }
        RdbBytes end = new RdbBytes();
        end.putByte(RdbFormat.OP_END);
        put(end);
        end.clear();
        end.putLong(options.checksum() ? checksum : 0);
        put(end);
    }

    private RdbBytes prologue(Cut cut, int databases, long nowMillis, long usedBytes, List<byte[]> sections) {
        RdbBytes bytes = new RdbBytes();
        byte[] header = version.header();
        bytes.put(header, 0, header.length);
        note(bytes, "redis-ver", options.redisVersion());
        note(bytes, "redis-bits", "64");
        note(bytes, "ctime", Long.toString(nowMillis / MILLIS_PER_SECOND));
        note(bytes, "used-mem", Long.toString(usedBytes));
        note(bytes, "aof-base", "0");
        note(bytes, "mortise-ver", options.ownVersion());
        for (byte[] section : sections) {
            bytes.put(section, 0, section.length);
        }
        for (int database = 0; database < databases; database++) {
            if (cut.keys(database) > 0) {
                bytes.putByte(RdbFormat.OP_SELECT);
                bytes.putLength(database);
                bytes.putByte(RdbFormat.OP_RESIZE);
                bytes.putLength(cut.keys(database));
                bytes.putLength(cut.expiring(database));
            }
        }
        return bytes;
    }

    private static void note(RdbBytes bytes, String name, String value) {
        bytes.putByte(RdbFormat.OP_AUX);
        bytes.putText(name);
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        bytes.putString(text, 0, text.length, null);
    }

    private void help(Cut cut) {
        try {
            work(cut);
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            fail(new IOException("a thread that helped to save failed: " + e, e));
        }
    }

    private void work(Cut cut) throws IOException {
        RdbEncoder encoder = new RdbEncoder(options.compress());
        Rest rest = new Rest(options.served());
        CutBatch batch = cut.take();
        while (batch != null && failed() == null) {
            encoder.add(batch);
            cut.giveBack(batch);
            if (encoder.bytes().length >= PIECE_BYTES) {
                put(encoder.bytes());
                encoder.restart();
            }
            if (cut.pendingBytes() < MOST_WAITING_BYTES) {
                rest.take();
            }
            batch = cut.take();
        }
        put(encoder.bytes());
    }

    private void put(RdbBytes bytes) throws IOException {
        synchronized (turn) {
            if (options.checksum()) {
                checksum = Crc64.update(checksum, bytes.bytes, 0, bytes.length);
            }
            out.write(bytes.bytes, 0, bytes.length);
            writtenBytes += bytes.length;
            wroteSome.run();
        }
    }

    private void fail(IOException reason) {
        synchronized (turn) {
            if (failure == null) {
                failure = reason;
            }
        }
    }

    private @Nullable IOException failed() {
        synchronized (turn) {
            return failure;
        }
    }

    private static void await(List<Thread> helpers) throws IOException {
        for (Thread helper : helpers) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while saving");
            }
        }
    }
}
