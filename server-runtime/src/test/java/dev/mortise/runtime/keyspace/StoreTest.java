package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.api.Slice;
import org.junit.jupiter.api.Test;

class StoreTest {

    private static final byte[] KEY = TestKeyspace.bytes("key");

    @Test
    void refusesEverythingOnceItIsClosed() {
        TestKeyspace keyspace = new TestKeyspace(2);
        keyspace.set("key", "value");
        Store store = keyspace.store;
        Slice[] borrowed = new Slice[1];
        keyspace.run(0, KEY, entry -> borrowed[0] = TestKeyspace.string(entry));

        store.close();
        store.close();

        assertThrows(IllegalStateException.class, () -> keyspace.get("key"));
        assertThrows(IllegalStateException.class, () -> keyspace.set("key", "value"));
        assertThrows(IllegalStateException.class, () -> store.size(0));
        assertThrows(IllegalStateException.class, () -> store.scan(0, 0, 10, (key, entry) -> {}));
        assertThrows(IllegalStateException.class, () -> store.randomKey(0));
        assertThrows(IllegalStateException.class, () -> store.clear(0));
        assertThrows(IllegalStateException.class, () -> store.expireCycle(0, 1));
        assertThrows(IllegalStateException.class, () -> store.maintain(1));
        assertThrows(IllegalStateException.class, store::lockAll);
        // What was borrowed throws as well, where a pointer would read what lies there by now.
        assertThrows(IllegalStateException.class, () -> borrowed[0].at(0));
    }

    @Test
    void hashesDifferentlyInEveryProcess() {
        try (Store one = new Store(StoreSettings.defaults(), () -> 0);
                Store other = new Store(StoreSettings.defaults(), () -> 0)) {
            assertNotEquals(one.hash(KEY, 0, KEY.length), other.hash(KEY, 0, KEY.length));
        }
    }

    @Test
    void countsKeysWithoutALock() {
        try (TestKeyspace keyspace = new TestKeyspace(4)) {
            for (int i = 0; i < 1000; i++) {
                keyspace.set("key" + i, KEY, i % 2 == 0 ? Long.MAX_VALUE : keyspace.nowMillis + 10);
            }
            assertEquals(1000, keyspace.store.size(0));
            assertEquals(500, keyspace.store.expiring(0));
            assertEquals(0, keyspace.store.size(1));
        }
    }

    @Test
    void takesLessAddressSpaceIfThatIsAskedFor() {
        try (TestKeyspace keyspace = new TestKeyspace(new StoreSettings(1, 1, 1 << 20))) {
            keyspace.set("key", new byte[300_000], Long.MAX_VALUE);
            Exception full = assertThrows(
                    dev.mortise.api.ServerError.class, () -> keyspace.set("other", new byte[600_000], Long.MAX_VALUE));

            assertEquals("the address space reserved for this part of the keyspace is used up", full.getMessage());
            assertEquals(1, keyspace.store.size(0));
            assertEquals(300_000, keyspace.require("key").length());
            keyspace.remove("key");
            keyspace.set("other", new byte[600_000], Long.MAX_VALUE);
            assertEquals(600_000, keyspace.require("other").length());
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new StoreSettings(3, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StoreSettings(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StoreSettings(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new StoreSettings(1, 1, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new StoreSettings(1, 1, StoreSettings.MOST_REGION_BYTES + 1));
    }

    @Test
    void mayBeLockedAgainByItsOwner() {
        try (TestKeyspace keyspace = new TestKeyspace(2)) {
            keyspace.store.lockAll();
            keyspace.set("key", "value");
            assertEquals(1, keyspace.store.clear(0));
            keyspace.store.unlockAll();
        }
    }
}
