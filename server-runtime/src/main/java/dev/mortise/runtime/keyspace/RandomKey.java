package dev.mortise.runtime.keyspace;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Picks keys at random, one as likely as the other unless many of them have ended. */
final class RandomKey {

    private static final int PICKS = 32;

    private final Store store;
    private final Shard[] shards;

    RandomKey(Store store, Shard[] shards) {
        this.store = store;
        this.shards = shards;
    }

    /** {@return the name of a key of a database, or null if that is empty} */
    byte @Nullable [] pick(int database, long now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < PICKS; i++) {
            long keys = store.size(database);
            if (keys == 0) {
                return null;
            }
            byte[] key = pick(database, random.nextLong(keys), random, now);
            if (key != null) {
                return key;
            }
        }
        // Nearly all is expired, or spread thinly: the first that lives will do.
        byte[][] first = new byte[1][];
        long cursor = 0;
        do {
            cursor = store.scan(database, cursor, 1, (key, entry) -> first[0] = key.toBytes());
        } while (cursor != 0 && first[0] == null);
        return first[0];
    }

    /** {@return a random key of the shard that holds the key of a number, counted shard by shard} */
    private byte @Nullable [] pick(int database, long number, ThreadLocalRandom random, long now) {
        long left = number;
        for (Shard shard : shards) {
            Table table = shard.findTable(database);
            if (table != null) {
                left -= table.keys();
                if (left < 0) {
                    shard.lock();
                    try {
                        return Scan.pick(table, random, now);
                    } finally {
                        shard.unlock();
                    }
                }
            }
        }
        return null;
    }
}
