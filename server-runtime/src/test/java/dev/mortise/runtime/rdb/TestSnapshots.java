package dev.mortise.runtime.rdb;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** A keyspace that is saved and loaded, and bytes that others might have saved. */
final class TestSnapshots implements AutoCloseable {

    static final long NOW_MILLIS = 1_900_000_000_000L;

    /** A type of a plugin: numbers. */
    static final ValueType<long[]> NUMBERS = new ValueType<>() {
        @Override
        public String name() {
            return "numbers@test";
        }

        @Override
        public int version() {
            return 3;
        }

        @Override
        public long[] create() {
            return new long[0];
        }

        @Override
        public long bytes(long[] value) {
            return 16 + 8L * value.length;
        }

        @Override
        public void write(long[] value, ValueOutput out) {
            out.writeLong(value.length);
            for (long number : value) {
                out.writeLong(number);
            }
        }

        @Override
        public long[] read(ValueInput in, int version) {
            long[] value = new long[in.readCount()];
            for (int i = 0; i < value.length; i++) {
                value[i] = in.readLong();
            }
            return value;
        }
    };

    final Store store = new Store(new StoreSettings(4, 4, 1L << 30), () -> NOW_MILLIS);
    final SnapshotTypes types;
    private final StoredEntry entry = new StoredEntry();

    TestSnapshots(ValueType<?>... types) {
        this.types = new SnapshotTypes(List.of(types));
    }

    void with(int database, byte[] key, Consumer<StoredEntry> body) {
        long hash = store.hash(key, 0, key.length);
        Shard shard = store.shard(store.shardIndex(hash));
        shard.lock();
        try {
            entry.bind(shard, database, hash, key, 0, key.length, NOW_MILLIS);
            body.accept(entry);
        } finally {
            entry.release();
            shard.unlock();
        }
    }

    void set(String key, String value) {
        with(0, bytes(key), e -> e.set(Types.STRING, Slice.of(bytes(value)), Entry.NEVER));
    }

    String get(String key) {
        String[] found = {"(none)"};
        with(0, bytes(key), e -> {
            Slice value = e.get(Types.STRING);
            if (value != null) {
                found[0] = new String(value.toBytes(), StandardCharsets.ISO_8859_1);
            }
        });
        return found[0];
    }

    byte[] save() throws IOException {
        return save(new SaveOptions(RdbFormat.PLAIN_VERSION, true, true, "7.0.15", "test", 2, () -> 0), List.of());
    }

    byte[] save(SaveOptions options, List<byte[]> sections) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RdbSaver(store, types, options, sections).writeTo(out, NOW_MILLIS, () -> {}, () -> {});
        return out.toByteArray();
    }

    LoadReport load(byte[] file) throws IOException {
        return loader().load(new ByteArrayInputStream(file), file.length, true, _ -> {});
    }

    RdbLoader loader() {
        return new RdbLoader(store, types, NOW_MILLIS, false, 2);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** {@return a file with what some bytes, written by hand, say} */
    static byte[] file(String header, Consumer<RdbBytes> body) {
        RdbBytes bytes = new RdbBytes();
        bytes.put(bytes(header), 0, header.length());
        body.accept(bytes);
        bytes.putByte(RdbFormat.OP_END);
        bytes.putLong(Crc64.update(0, bytes.bytes, 0, bytes.length));
        return bytes.toArray();
    }

    @Override
    public void close() {
        store.close();
    }
}
