package dev.mortise.runtime.snapshot;

import dev.mortise.api.Entry;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.runtime.isolation.WatchedEntry;
import dev.mortise.runtime.keyspace.StoredEntry;
import dev.mortise.runtime.rdb.DumpedValues;
import dev.mortise.runtime.rdb.SnapshotTypes;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values on their way from key to key and from server to server: {@code DUMP} and {@code RESTORE}. For any thread. */
final class SingleValues {

    private static final System.Logger LOG = System.getLogger(SnapshotKeeper.class.getName());
    private static final ServerError WRONG_CHECKSUM = ServerError.err("DUMP payload version or checksum are wrong");
    private static final ServerError BAD_FORMAT = ServerError.err("Bad data format");

    private final DumpedValues dumps;
    private final Supplier<SnapshotSettings> settings;

    SingleValues(SnapshotTypes types, Supplier<SnapshotSettings> settings) {
        this.dumps = new DumpedValues(types);
        this.settings = settings;
    }

    byte @Nullable [] dump(Entry entry) {
        SnapshotSettings present = settings.get();
        return dumps.dump(stored(entry), present.version(), present.compress());
    }

    void restore(Slice dumped, Entry entry, long expireAtMillis, long idleSeconds, int frequency) {
        byte[] dump = dumped.toBytes();
        if (!dumps.isWhole(dump)) {
            throw WRONG_CHECKSUM;
        }
        try {
            dumps.restore(dump, stored(entry), expireAtMillis);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "RESTORE refused", e);
            throw BAD_FORMAT;
        }
        stored(entry).usedBefore(idleSeconds, frequency);
    }

    private static StoredEntry stored(Entry entry) {
        return (StoredEntry) WatchedEntry.real(entry);
    }
}
