package acme.bloom;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * A set that never forgets an item, but takes one for another now and then.
 *
 * <p><b>How it works.</b> An item sets {@code k} of {@code m} bits. It may be in the set if all of its bits are set.
 * With {@code m = -n ln p / (ln 2)²} and {@code k = m/n ln 2} the chance that others have set them all is {@code p}
 * once {@code n} items are in it (Bloom 1970).
 *
 * <p><b>Which bits.</b> One hash of 128 bits is enough for any {@code k}: its halves make an arithmetic sequence that
 * is as good as {@code k} hashes (Kirsch and Mitzenmacher 2006), if its step grows, which keeps it from standing still
 * where the step is a multiple of {@code m} (Dillinger and Manolios 2004). The hash is XXH3, which hash4j promises
 * never to change: filters are saved, and must find tomorrow what was added today. {@code Slice.hashCode} promises
 * nothing of the kind.
 *
 * <p>Not thread-safe: the key's lock guards it.
 *
 * @see <a href="https://doi.org/10.1145/362686.362692">Bloom: Space/time trade-offs in hash coding with allowable
 *     errors</a>
 * @see <a href="https://doi.org/10.1002/rsa.20208">Kirsch, Mitzenmacher: Less hashing, same performance</a>
 */
final class BloomFilter {

    /** 64 MiB, for 56 million items at an error rate of 1 %. */
    static final long MOST_BITS = 64L << 23;

    static final int MOST_HASHES = 64;

    private static final Hasher128 XXH3 = Hashing.xxh3_128();
    private static final double LN_2 = Math.log(2);

    private final long[] words;
    private final int hashes;
    private final long capacity;
    private final double errorRate;

    /** As it was saved. */
    BloomFilter(long[] words, int hashes, long capacity, double errorRate) {
        this.words = words;
        this.hashes = hashes;
        this.capacity = capacity;
        this.errorRate = errorRate;
    }

    /** {@return one that was saved without a word of what it was made for} That is worked out from how it was made. */
    static BloomFilter ofUnknownPurpose(long[] words, int hashes) {
        double bits = (double) words.length * Long.SIZE;
        return new BloomFilter(words, hashes, Math.max(1, Math.round(bits * LN_2 / hashes)), Math.pow(2, -hashes));
    }

    /**
     * An empty one.
     *
     * @param capacity how many items it is for, at least 1
     * @param errorRate how often it may be mistaken when it has as many, between 0 and 1, both excluded
     * @throws IllegalArgumentException if it would take more than {@link #MOST_BITS}
     */
    static BloomFilter of(long capacity, double errorRate) {
        double bits = Math.ceil(capacity * -Math.log(errorRate) / (LN_2 * LN_2));
        if (bits > MOST_BITS) {
            throw new IllegalArgumentException("a filter of that capacity and error rate takes more than 64 MiB");
        }
        long words = (long) Math.ceil(bits / Long.SIZE);
        long hashes = Math.round(bits / capacity * LN_2);
        return new BloomFilter(new long[(int) words], Math.clamp(hashes, 1, MOST_HASHES), capacity, errorRate);
    }

    /** {@return whether it is in the set now and was not before, as far as one can know} */
    boolean add(byte[] item) {
        return bitsOf(item, true);
    }

    /** {@return whether it may be in the set; if not, it certainly is not} */
    boolean mayContain(byte[] item) {
        return !bitsOf(item, false);
    }

    /** {@return whether a bit of the item is not set, or was not before this has set it} */
    private boolean bitsOf(byte[] item, boolean set) {
        HashValue128 hash = XXH3.hashBytesTo128Bits(item);
        long place = hash.getMostSignificantBits();
        long step = hash.getLeastSignificantBits();
        boolean missing = false;
        for (int i = 0; i < hashes && (set || !missing); i++) {
            long bit = Long.remainderUnsigned(place, bits());
            int word = (int) (bit / Long.SIZE);
            missing |= (words[word] & 1L << bit) == 0;
            if (set) {
                words[word] |= 1L << bit;
            }
            step += i;
            place += step;
        }
        return missing;
    }

    long bits() {
        return (long) words.length * Long.SIZE;
    }

    int hashes() {
        return hashes;
    }

    long[] words() {
        return words;
    }

    /** {@return how many items it was made for} */
    long capacity() {
        return capacity;
    }

    /** {@return how often it may be mistaken when it has as many} */
    double errorRate() {
        return errorRate;
    }

    BloomFilter copy() {
        return new BloomFilter(words.clone(), hashes, capacity, errorRate);
    }
}
