package dev.mortise.runtime.keyspace;

/**
 * How many keys each database has.
 *
 * <p>The counters of the shards are read without a lock, so each is some moment's truth. But no key is counted in two
 * databases or in none because they were {@linkplain Store#swap exchanged} meanwhile.
 */
public final class Census {

    private final long[] keys;
    private final long[] expiring;

    private Census(int databases) {
        keys = new long[databases];
        expiring = new long[databases];
    }

    static Census of(Shard[] shards, int databases, SwapCount swaps) {
        while (true) {
            long begun = swaps.count();
            Census census = new Census(databases);
            for (Shard shard : shards) {
                census.add(shard);
            }
            if (!swaps.haveHappenedSince(begun)) {
                return census;
            }
        }
    }

    private void add(Shard shard) {
        for (int database = 0; database < keys.length; database++) {
            Table table = shard.findTable(database);
            if (table != null) {
                keys[database] += table.keys();
                expiring[database] += table.expiring();
            }
        }
    }

    /** {@return how many keys a database has, including some whose time is over} */
    public long keys(int database) {
        return keys[database];
    }

    /** {@return how many keys of a database have an expiry} */
    public long expiring(int database) {
        return expiring[database];
    }
}
