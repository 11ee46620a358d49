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
    private static final int OVERHEAD_BYTES = 64;

    /** From this version on a filter is saved with what it was made for. */
    private static final int WITH_PURPOSE = 2;

    @Override
    public String name() {
        return "bloom@acme";
    }

    @Override
    public int version() {
        return WITH_PURPOSE;
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
        out.writeLong(filter.capacity());
        out.writeDouble(filter.errorRate());
        out.writeBytes(words.array());
    }

    /** Whatever wrote it: there are snapshots of every version that was ever released. */
    @Override
    public BloomFilter read(ValueInput in, int version) {
        int hashes = hashes(in.readLong());
        if (version < WITH_PURPOSE) {
            return BloomFilter.ofUnknownPurpose(words(in.readBytes()), hashes);
        }
        long capacity = in.readLong();
        double errorRate = in.readDouble();
        if (capacity < 1 || !(errorRate > 0 && errorRate < 1)) {
            throw new DamagedValue("a Bloom filter for " + capacity + " items at an error rate of " + errorRate);
        }
        return new BloomFilter(words(in.readBytes()), hashes, capacity, errorRate);
    }

    private static int hashes(long number) {
        if (number < 1 || number > BloomFilter.MOST_HASHES) {
            throw new DamagedValue("a Bloom filter of " + number + " hashes");
        }
        return (int) number;
    }

    private static long[] words(byte[] bytes) {
        if (bytes.length == 0 || bytes.length % Long.BYTES != 0 || bytes.length > BloomFilter.MOST_BITS / Byte.SIZE) {
            throw new DamagedValue("a Bloom filter of " + bytes.length + " bytes");
        }
        long[] words = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(words);
        return words;
    }

    @Override
    public BloomFilter copy(BloomFilter filter) {
        return filter.copy();
    }
}
