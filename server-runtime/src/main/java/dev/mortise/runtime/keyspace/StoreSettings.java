package dev.mortise.runtime.keyspace;

/**
 * How a {@link Store} is laid out; fixed for its life.
 *
 * @param shards how many locks the keyspace is divided among, a power of two up to {@value #MOST_SHARDS}
 * @param databases how many numbered databases there are, at least 1
 * @param maxRegionBytes how much address space one shard may reserve, up to 32 GiB; memory is taken only as it is used
 */
public record StoreSettings(int shards, int databases, long maxRegionBytes) {

    /** The low bits of a hash choose the shard, and other bits choose the place in it. */
    public static final int MOST_SHARDS = 1 << 16;

    /** What 32-bit handles can address in granules of 8 bytes. */
    public static final long MOST_REGION_BYTES = 32L << 30;

    private static final int MOST_DATABASES = 1 << 16;
    private static final int DATABASES = 16;
    private static final int FEWEST_DEFAULT_SHARDS = 16;
    private static final int SHARDS_PER_CORE = 4;

    /** Refuses what makes no sense. */
    public StoreSettings {
        if (shards < 1 || shards > MOST_SHARDS || Integer.bitCount(shards) != 1) {
            throw new IllegalArgumentException("shards must be a power of two up to " + MOST_SHARDS + ": " + shards);
        }
        if (databases < 1 || databases > MOST_DATABASES) {
            throw new IllegalArgumentException("databases must be 1 to " + MOST_DATABASES + ": " + databases);
        }
        if (maxRegionBytes < 1 || maxRegionBytes > MOST_REGION_BYTES) {
            throw new IllegalArgumentException("maxRegionBytes must be 1 to 32 GiB: " + maxRegionBytes);
        }
    }

    /** {@return settings for this machine: enough shards that its cores seldom meet, and the databases of Redis} */
    public static StoreSettings defaults() {
        int wanted = SHARDS_PER_CORE * Runtime.getRuntime().availableProcessors();
        int shards = Math.min(MOST_SHARDS, Math.max(FEWEST_DEFAULT_SHARDS, roundUpToPowerOfTwo(wanted)));
        return new StoreSettings(shards, DATABASES, MOST_REGION_BYTES);
    }

    /**
     * {@return the same with another number of databases}
     *
     * @param count how many
     */
    public StoreSettings withDatabases(int count) {
        return new StoreSettings(shards, count, maxRegionBytes);
    }

    private static int roundUpToPowerOfTwo(int number) {
        return 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(number - 1));
    }
}
