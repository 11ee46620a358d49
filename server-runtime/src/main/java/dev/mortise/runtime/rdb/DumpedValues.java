package dev.mortise.runtime.rdb;

import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Single values in the form of a snapshot, as {@code DUMP} answers and {@code RESTORE} takes them.
 *
 * <pre>
 *   form 1 | value | version 2 | checksum 8       the lowest byte first
 * </pre>
 *
 * <p>For any thread.
 */
public final class DumpedValues {

    private static final int FOOTER_BYTES = Short.BYTES + Long.BYTES;

    private final SnapshotTypes types;

    /**
     * Values of a server.
     *
     * @param types what they can be
     */
    public DumpedValues(SnapshotTypes types) {
        this.types = types;
    }

    /**
     * {@return the value of an entry, or null if there is none}
     *
     * @param entry its shard is locked
     * @param version the version of the format, unless the value needs a newer one
     * @param compress whether strings are compressed
     */
    public byte @Nullable [] dump(StoredEntry entry, int version, boolean compress) {
        ValueType<?> type = entry.type();
        if (type == null) {
            return null;
        }
        RdbBytes bytes = new RdbBytes();
        int needed = version;
        if (type.equals(Types.STRING)) {
            Slice string = entry.get(Types.STRING);
            byte[] value = string == null ? new byte[0] : string.toBytes();
            bytes.putByte(RdbType.STRING.code);
            bytes.putString(value, 0, value.length, compress ? new Lzf() : null);
        } else {
            Object object = entry.get(type);
            SavedValue saved = new SavedValue();
            if (object != null) {
                saved.write(type, object);
            }
            bytes.put(saved.bytes(), 0, saved.length());
            if (object instanceof OpaqueValue opaque) {
                needed = Math.max(needed, opaque.form().since);
            }
        }
        bytes.putShort(needed);
        bytes.putLong(Crc64.update(0, bytes.bytes, 0, bytes.length));
        return bytes.toArray();
    }

    /** {@return whether these are the bytes of a dump, of a version that is known, and unchanged} */
    public boolean isWhole(byte[] dump) {
        if (dump.length < FOOTER_BYTES) {
            return false;
        }
        int end = dump.length - Long.BYTES;
        return version(dump).isKnown() && checksum(dump, end) == Crc64.update(0, dump, 0, end);
    }

    private static RdbVersion version(byte[] dump) {
        int at = dump.length - FOOTER_BYTES;
        int number = Byte.toUnsignedInt(dump[at]) | Byte.toUnsignedInt(dump[at + 1]) << Byte.SIZE;
        return new RdbVersion(number, number >= RdbFormat.VALKEY_VERSION);
    }

    private static long checksum(byte[] dump, int at) {
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedInt(dump[at + i]);
        }
        return value;
    }

    /**
     * Puts the value of a dump into an entry, in place of what was there.
     *
     * @param dump one that {@linkplain #isWhole is whole}
     * @param entry its shard is locked
     * @param expireAtMillis when it ends
     * @throws IOException if the bytes are no value; the entry is as it was
     */
    public void restore(byte[] dump, StoredEntry entry, long expireAtMillis) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(dump, 1, dump.length - 1 - FOOTER_BYTES);
        RdbType form = RdbType.of(Byte.toUnsignedInt(dump[0]), version(dump));
        if (form == null) {
            throw new IOException("no form of a value");
        }
        new RdbReader(
                        in,
                        types,
                        new RdbTarget() {
                            @Override
                            public void string(LoadedKey key, RdbBytes value) {
                                entry.set(Types.STRING, Slice.of(value.toArray()), expireAtMillis);
                            }

                            @Override
                            public <V> void object(LoadedKey key, ValueType<V> type, V value) {
                                entry.set(type, value, expireAtMillis);
                            }

                            @Override
                            public void section(byte[] bytes) {
                                throw new IllegalStateException("a section in a value");
                            }
                        },
                        false)
                .readValue(form);
    }
}
