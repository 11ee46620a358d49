package acme.bloom;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import java.nio.ByteBuffer;

/** What the server has to know of Bloom filters to keep, count, copy and save them. */
final class BloomType implements ValueType<BloomFilter> {

    private static final int CAPACITY = 10_000;
    private static final double ERROR_RATE = 0.01;

    /** Two objects and their fields, on a JVM of 64 bits. */
    private static final int OVERHEAD_BYTES = 48;

    @Override
    public String name() {
        return "bloom@acme";
    }

    @Override
    public int version() {
        return 1;
    }

    /** As {@code BLOOM.ADD} makes one for a key that is not there. It must not depend on settings: they may change. */
    @Override
    public BloomFilter create() {
        return BloomFilter.of(CAPACITY, ERROR_RATE);
    }

    @Override
    public long bytes(BloomFilter filter) {
        return OVERHEAD_BYTES + filter.bits() / Byte.SIZE;
    }

    /** One string of bytes: number by number it would take up to ten bytes for each eight. */
    @Override
    public void write(BloomFilter filter, ValueOutput out) {
        ByteBuffer words = ByteBuffer.allocate(filter.words().length * Long.BYTES);
        words.asLongBuffer().put(filter.words());
        out.writeLong(filter.hashes());
        out.writeBytes(words.array());
    }

    @Override
    public BloomFilter read(ValueInput in, int version) {
        long hashes = in.readLong();
        byte[] bytes = in.readBytes();
        boolean whole = bytes.length > 0 && bytes.length % Long.BYTES == 0;
        if (hashes < 1
                || hashes > BloomFilter.MOST_HASHES
                || !whole
                || bytes.length > BloomFilter.MOST_BITS / Byte.SIZE) {
            throw new DamagedValue("a Bloom filter of " + bytes.length + " bytes and " + hashes + " hashes");
        }
        long[] words = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(words);
        return new BloomFilter(words, (int) hashes);
    }

    @Override
    public BloomFilter copy(BloomFilter filter) {
        return filter.copy();
    }
}
