package dev.mortise.runtime.rdb;

import dev.mortise.api.Entry;
import dev.mortise.runtime.keyspace.CutBatch;
import org.jspecify.annotations.Nullable;

/** Turns entries into the bytes of a file; one per thread. */
final class RdbEncoder {

    private static final int NO_DATABASE = -1;

    private final RdbBytes bytes = new RdbBytes(1 << 16);
    private final @Nullable Lzf compressor;
    private int database = NO_DATABASE;

    RdbEncoder(boolean compress) {
        compressor = compress ? new Lzf() : null;
    }

    /** {@return what was encoded since the last {@link #restart}} */
    RdbBytes bytes() {
        return bytes;
    }

    /** Begins anew, without knowing which database the last entry in the file belongs to. */
    void restart() {
        bytes.clear();
        database = NO_DATABASE;
    }

    /** Adds all entries of a batch. {@return how many} */
    int add(CutBatch batch) {
        int count = 0;
        while (batch.next()) {
            select(batch.database());
            attributes(batch);
            byte[] source = batch.bytes();
            if (batch.isString()) {
                bytes.putByte(RdbType.STRING.code);
                bytes.putString(source, batch.keyFrom(), batch.keyLength(), compressor);
                bytes.putString(source, batch.valueFrom(), batch.valueLength(), compressor);
            } else {
                bytes.putByte(source[batch.valueFrom()]);
                bytes.putString(source, batch.keyFrom(), batch.keyLength(), compressor);
                bytes.put(source, batch.valueFrom() + 1, batch.valueLength() - 1);
            }
            count++;
        }
        return count;
    }

    private void select(int wanted) {
        if (wanted != database) {
            bytes.putByte(RdbFormat.OP_SELECT);
            bytes.putLength(wanted);
            database = wanted;
        }
    }

    private void attributes(CutBatch batch) {
        long expiry = batch.expireAtMillis();
        if (expiry != Entry.NEVER) {
            bytes.putByte(RdbFormat.OP_EXPIRES_MILLIS);
            bytes.putLong(expiry);
        }
        int idle = batch.idleSeconds();
        if (idle >= 0) {
            bytes.putByte(RdbFormat.OP_IDLE);
            bytes.putLength(idle);
        }
        int frequency = batch.useFrequency();
        if (frequency >= 0) {
            bytes.putByte(RdbFormat.OP_FREQUENCY);
            bytes.putByte(frequency);
        }
    }
}
