package dev.mortise.runtime.rdb;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.ReadValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads a snapshot from its first byte to its checksum: what Redis 1 to 8 and Valkey 7 to 9 have written, and what this
 * server has.
 *
 * <p><b>What is not understood.</b> A value whose type has no module here is passed over and kept as an {@link
 * OpaqueValue}, as long as the format says where it ends. A form of value or a section that is not known at all ends
 * the reading: nobody could say what follows.
 *
 * <p><b>Errors</b> are {@link DamagedSnapshot}s that name the offset and, within a value, the key. What was handed over
 * until then stays handed over; whether that is of any use is for the caller to say. Not thread-safe.
 */
final class RdbReader {

    private final RdbInput in;
    private final SnapshotTypes types;
    private final RdbTarget target;
    private final boolean verify;
    private final LoadedKey key = new LoadedKey();
    private final RdbBytes value = new RdbBytes();
    private final RdbBytes name = new RdbBytes();
    private final ShapedInput parts;

    /**
     * A reader of one file.
     *
     * @param verify whether the checksum must be right
     */
    RdbReader(InputStream in, SnapshotTypes types, RdbTarget target, boolean verify) {
        this.in = new RdbInput(in);
        this.parts = new ShapedInput(this.in);
        this.types = types;
        this.target = target;
        this.verify = verify;
    }

    /** {@return how many bytes were read so far} */
    long offset() {
        return in.offset();
    }

    /** Reads all of it. {@return its version} */
    RdbVersion read() throws IOException {
        RdbVersion version = RdbVersion.read(in);
        int code = in.readByte();
        while (code != RdbFormat.OP_END) {
            element(code, version);
            code = in.readByte();
        }
        if (version.hasChecksum()) {
            long computed = in.checksum();
            long offset = in.offset();
            long written = in.readLong();
            if (verify && written != 0 && written != computed) {
                throw new DamagedSnapshot(
                        offset,
                        "the checksum is %016x, that of the bytes before is %016x: the file was changed since it was"
                                        .formatted(written, computed)
                                + " written");
            }
        }
        return version;
    }

    private void element(int code, RdbVersion version) throws IOException {
        switch (code) {
            case RdbFormat.OP_SELECT -> key.database = (int) Math.min(in.readCount(), Integer.MAX_VALUE);
            case RdbFormat.OP_RESIZE -> target.expect(key.database, in.readCount(), in.readCount());
            case RdbFormat.OP_AUX -> note();
            case RdbFormat.OP_EXPIRES_MILLIS -> key.expireAtMillis = in.readLong();
            case RdbFormat.OP_EXPIRES_SECONDS -> key.expireAtMillis = TimeUnit.SECONDS.toMillis(in.readInt());
            case RdbFormat.OP_IDLE -> key.idleSeconds = in.readCount();
            case RdbFormat.OP_FREQUENCY -> key.frequency = in.readByte();
            case RdbFormat.OP_FUNCTION, RdbFormat.OP_MODULE_AUX -> section(code);
            case RdbFormat.OP_SLOT_INFO -> {
                var _ = in.readCount();
                var _ = in.readCount();
                var _ = in.readCount();
            }
            case RdbFormat.OP_FUNCTION_OF_CANDIDATE ->
                throw in.damaged("functions in the form of a release candidate of Redis 7.0");
            case RdbFormat.OP_SLOT_IMPORT ->
                throw in.damaged("slots of a cluster that were being moved when this was written");
            default -> {
                RdbType form = RdbType.of(code, version);
                if (form == null) {
                    throw in.damaged("a value in a form that is not known (%d), in a file of version %s"
                            .formatted(code, version));
                }
                entry(form);
            }
        }
    }

    private void note() throws IOException {
        in.readString(name);
        in.readString(value);
        target.note(text(name), text(value));
    }

    private static String text(RdbBytes bytes) {
        return new String(bytes.bytes, 0, bytes.length, StandardCharsets.UTF_8);
    }

    private void section(int code) throws IOException {
        value.clear();
        value.putByte(code);
        in.record(value);
        if (code == RdbFormat.OP_FUNCTION) {
            in.skipString();
            types.need(RdbFormat.FUNCTION_VERSION);
        } else {
            var _ = in.readLength();
            RdbType.skipItems(in);
        }
        in.endRecord();
        target.section(value.toArray());
    }

    private void entry(RdbType form) throws IOException {
        try {
            in.readString(key.name);
        } catch (DamagedSnapshot e) {
            throw e.in("in the name of a key of database " + key.database);
        }
        try {
            value(form);
        } catch (DamagedSnapshot e) {
            throw e.in("in the value of key %s, database %d".formatted(key.shown(), key.database));
        }
        key.next();
    }

    /** Reads a value and hands it over under the present key. */
    private void value(RdbType form) throws IOException {
        if (form == RdbType.STRING) {
            in.readString(value);
            target.string(key, value);
            return;
        }
        ValueType<?> type = types.find(form);
        if (type != null) {
            parts(type, form);
            return;
        }
        value.clear();
        in.record(value);
        if (form == RdbType.MODULE) {
            module();
            return;
        }
        form.skip(in);
        in.endRecord();
        target.object(key, types.opaque(form.typeName, form), new OpaqueValue(form, value.toArray()));
    }

    private void module() throws IOException {
        long begun = in.offset();
        long id = in.readLength();
        String typeName = ModuleId.name(id);
        boolean ours = typeName.equals(ModuleId.MORTISE);
        if (ours) {
            long kind = in.readLength();
            if (kind != RdbFormat.ITEM_STRING) {
                throw in.damaged("a value of a plugin does not begin with the name of its type");
            }
            in.readString(name);
            typeName = text(name);
        }
        long itemsBegin = in.offset();
        RdbType.skipItems(in);
        in.endRecord();
        ValueType<?> type = ours ? types.find(typeName) : null;
        if (type == null) {
            OpaqueValue opaque = new OpaqueValue(RdbType.MODULE, value.toArray());
            target.object(key, types.opaque(typeName, RdbType.MODULE), opaque);
            return;
        }
        int from = (int) (itemsBegin - begun);
        ReadValue items = new ReadValue(value.bytes, from, value.length - from);
        handItems(type, items, ModuleId.version(id), begun);
    }

    private <V> void handItems(ValueType<V> type, ReadValue items, int version, long begun) throws IOException {
        hand(type, () -> items.read(type, version), begun);
    }

    private <V> void parts(ValueType<V> type, RdbType form) throws IOException {
        long begun = in.offset();
        hand(type, () -> parts.read(type, form), begun);
    }

    private <V> void hand(ValueType<V> type, Supplier<V> reading, long begun) throws IOException {
        V object;
        try {
            object = reading.get();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DamagedValue e) {
            throw new DamagedSnapshot(begun, "type '%s': %s".formatted(type.name(), e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            DamagedSnapshot refused =
                    new DamagedSnapshot(begun, "type '%s' failed to read it (%s)".formatted(type.name(), e));
            refused.addSuppressed(e);
            throw refused;
        }
        target.object(key, type, object);
    }

    /** Reads one value behind the byte that tells its form, for a key that is known already. */
    void readValue(RdbType form) throws IOException {
        value(form);
    }
}
