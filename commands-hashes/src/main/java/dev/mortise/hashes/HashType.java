package dev.mortise.hashes;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.PackableType;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueShape;
import org.jspecify.annotations.Nullable;

/**
 * The type {@code hash}. There is one in a server, which the module makes; others find it as the {@linkplain
 * dev.mortise.api.Entry#type type} of an entry.
 */
public final class HashType implements PackableType<HashValue> {

    private final HashLimits limits;

    HashType(HashLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "hash";
    }

    @Override
    public int version() {
        return 0;
    }

    @Override
    public HashValue create() {
        return new HashValue(limits);
    }

    @Override
    public long bytes(HashValue hash) {
        return hash.heapBytes();
    }

    @Override
    public boolean isEmpty(HashValue hash) {
        return hash.size() == 0;
    }

    @Override
    public String encoding(HashValue hash) {
        return hash.isCompact() ? "listpack" : "hashtable";
    }

    @Override
    public HashValue copy(HashValue hash) {
        return hash.copy();
    }

    @Override
    public byte @Nullable [] field(HashValue hash, Slice name) {
        return hash.get(name);
    }

    @Override
    public ValueShape shape() {
        return ValueShape.HASH;
    }

    @Override
    public void write(HashValue hash, ValueOutput out) {
        out.writeLong(hash.size());
        hash.forEach((field, value) -> {
            out.writeBytes(field);
            out.writeBytes(value);
        });
    }

    @Override
    public HashValue read(ValueInput in, int version) {
        HashValue hash = create();
        int count = in.readCount();
        if (count == 0) {
            throw new DamagedValue("a hash without fields");
        }
        for (int left = count; left > 0; left--) {
            if (!hash.put(Slice.of(in.readBytes()), Slice.of(in.readBytes()))) {
                throw new DamagedValue("a hash that has a field twice");
            }
        }
        return hash;
    }

    @Override
    public int packedBytes(HashValue hash) {
        return hash.packedBytes();
    }

    @Override
    public void pack(HashValue hash, byte[] target) {
        hash.pack(target);
    }

    @Override
    public void unpack(HashValue hash, Slice packed) {
        hash.unpack(packed);
    }
}
