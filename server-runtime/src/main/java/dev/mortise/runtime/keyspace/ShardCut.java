package dev.mortise.runtime.keyspace;

import dev.mortise.api.ValueType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@linkplain Cut cut} still has to write of one shard, and the batch of what is written because it is about to
 * change. Guarded by the lock of the shard.
 */
final class ShardCut {

    private final Cut cut;
    final Shard shard;
    private final CutValues values;
    private final AccessClock clock;
    private final ObjectValues objects = new ObjectValues();
    private final Deque<TableCut> tables = new ArrayDeque<>();
    private final List<Table> handedOver = new ArrayList<>();
    private @Nullable CutBatch aside;

    ShardCut(Cut cut, Shard shard, CutValues values, AccessClock clock) {
        this.cut = cut;
        this.shard = shard;
        this.values = values;
        this.clock = clock;
    }

    /** Has a table written. */
    void add(Table table, int database, int number) {
        TableCut tableCut = new TableCut(this, table, database, number);
        tables.add(tableCut);
        table.cut(tableCut);
    }

    /** A table was emptied, and another has what it held. */
    void replace(TableCut before, TableCut now) {
        handedOver.add(now.table());
        if (tables.removeFirstOccurrence(before)) {
            tables.addFirst(now);
        }
    }

    /** Writes on into a batch, up to its end. {@return whether all of the shard is written} */
    boolean walk(CutBatch batch) {
        while (!tables.isEmpty()) {
            TableCut first = tables.getFirst();
            if (!first.walk(batch)) {
                return false;
            }
            tables.removeFirst();
            end(first.table());
        }
        flush();
        return true;
    }

    private void end(Table table) {
        table.cut(null);
        if (handedOver.remove(table)) {
            table.clear();
        }
    }

    /** Ends it before all is written. */
    void abandon() {
        while (!tables.isEmpty()) {
            end(tables.removeFirst().table());
        }
        aside = null;
    }

    /** Writes an entry into a batch. {@return whether it fitted} */
    boolean write(CutBatch batch, Table table, int database, long block) {
        MemorySegment memory = table.memory;
        long header = Memory.getLong(memory, block);
        int keyLength = EntryLayout.keyLength(memory, block, header);
        if (EntryLayout.kind(header) == EntryLayout.STRING) {
            int length = EntryLayout.valueLength(memory, block, header);
            if (!batch.fits(keyLength, length)) {
                return batch.isEmpty() && writeAside(table, database, block);
            }
            batch.addString(database, memory, block, header, keyLength, length);
        } else {
            if (!turn(ObjectValues.type(table, block, header), objects.valueToSave(table, block, header))) {
                return true;
            }
            if (!batch.fits(keyLength, values.length())) {
                return batch.isEmpty() && putAside(table, database, block, keyLength, values.length());
            }
            batch.addObject(database, memory, block, header, keyLength, values);
        }
        noteUse(batch, header);
        cut.wrote();
        return true;
    }

    private void noteUse(CutBatch batch, long header) {
        if (cut.savesIdleTimes()) {
            batch.addedIdle(clock.idleSeconds(header));
        } else if (cut.savesFrequencies()) {
            batch.addedFrequency(clock.frequency(header));
        }
    }

    /** {@return whether an object became bytes; a plugin that fails here fails the cut and not who came by} */
    private boolean turn(ValueType<?> type, Object value) {
        try {
            values.write(type, value);
            return true;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            cut.fail("type '" + type.name() + "' could not write a value", e);
            return false;
        }
    }

    /** Writes an entry that is about to change. {@return true} */
    boolean writeAside(Table table, int database, long block) {
        if (cut.hasFailed()) {
            return true;
        }
        MemorySegment memory = table.memory;
        long header = Memory.getLong(memory, block);
        int keyLength = EntryLayout.keyLength(memory, block, header);
        CutBatch batch = aside;
        if (batch != null && write(batch, table, database, block)) {
            return true;
        }
        long length =
                EntryLayout.kind(header) == EntryLayout.STRING ? EntryLayout.valueLength(memory, block, header) : 0;
        return putAside(table, database, block, keyLength, length);
    }

    /** Writes an entry into a new batch that is large enough. {@return true} */
    private boolean putAside(Table table, int database, long block, int keyLength, long valueLength) {
        flush();
        CutBatch batch = cut.newBatch(CutBatch.needed(keyLength, valueLength));
        if (batch != null) {
            aside = batch;
            cut.count(batch);
            write(batch, table, database, block);
        }
        return true;
    }

    private void flush() {
        CutBatch batch = aside;
        aside = null;
        if (batch != null && !batch.isEmpty()) {
            cut.pending(batch);
        }
    }
}
