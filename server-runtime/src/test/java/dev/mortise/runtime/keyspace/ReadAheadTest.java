package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** That what is read ahead is what a look-up will read. How much faster that makes it is measured, not tested. */
class ReadAheadTest {

    private static final int KEYS = 20_000;

    @Test
    void findsTheEntriesOfNearlyAllKeys() {
        try (TestKeyspace keyspace = filled()) {
            int found = 0;
            for (int i = 0; i < KEYS; i++) {
                byte[] key = TestKeyspace.bytes("key" + i);
                long hash = keyspace.store.hash(key, 0, key.length);
                if (likelyEntry(keyspace, hash) == block(keyspace, hash, key)) {
                    found++;
                }
            }
            assertTrue(found > KEYS * 0.9, found + " of " + KEYS);
        }
    }

    @Test
    void readsTheSlotsAgainForKeysThatAreNotThere() {
        try (TestKeyspace keyspace = filled()) {
            int elsewhere = 0;
            for (int i = KEYS; i < 2 * KEYS; i++) {
                byte[] key = TestKeyspace.bytes("key" + i);
                long hash = keyspace.store.hash(key, 0, key.length);
                if (likelyEntry(keyspace, hash) != directory(keyspace, hash).firstGroup(hash)) {
                    elsewhere++;
                }
            }
            // Sixteen slots, two thirds of them used, with tags of seven bits.
            assertTrue(elsewhere < KEYS * 0.12, elsewhere + " of " + KEYS);
        }
    }

    @Test
    void readsNothingOfAKeyspaceThatWasClosed() {
        TestKeyspace keyspace = filled();
        ReadAhead readAhead = keyspace.store.readAhead();
        byte[] key = TestKeyspace.bytes("key1");
        long hash = keyspace.store.hash(key, 0, key.length);
        readAhead.add(0, hash);

        keyspace.close();

        // Where a pointer would end the process.
        assertDoesNotThrow(readAhead::read);
        assertDoesNotThrow(() -> {
            readAhead.add(0, hash);
            readAhead.read();
        });
    }

    private static TestKeyspace filled() {
        TestKeyspace keyspace = new TestKeyspace(4);
        for (int i = 0; i < KEYS; i++) {
            keyspace.set("key" + i, "value" + i);
        }
        return keyspace;
    }

    private static long likelyEntry(TestKeyspace keyspace, long hash) {
        long group = directory(keyspace, hash).firstGroup(hash);
        return Bucket.likelyEntry(table(keyspace, hash).memory, group, hash, 0);
    }

    private static long block(TestKeyspace keyspace, long hash, byte[] key) {
        Key wanted = new Key();
        wanted.point(key, 0, key.length, hash);
        Place place = new Place();
        table(keyspace, hash).find(wanted, place);
        return place.block;
    }

    private static Directory directory(TestKeyspace keyspace, long hash) {
        return Objects.requireNonNull(table(keyspace, hash).directory());
    }

    private static Table table(TestKeyspace keyspace, long hash) {
        Shard shard = keyspace.store.shard(keyspace.store.shardIndex(hash));
        return Objects.requireNonNull(shard.findTable(0));
    }
}
