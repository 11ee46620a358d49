package dev.mortise.runtime.dispatch;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.mortise.runtime.keyspace.AccessClock;
import dev.mortise.runtime.keyspace.StoredEntry;
import dev.mortise.runtime.memory.MemoryLimit;
import org.junit.jupiter.api.Test;

class EntryPoolTest {

    private final EntryPool pool = new EntryPool(new AccessClock(new MemoryLimit(), 0));

    @Test
    void theNextLongRequestGetsTheSameEntries() {
        StoredEntry last = pool.get(999, 1000);
        pool.release();
        pool.get(0, 1);
        pool.release();

        assertSame(last, pool.get(999, 1000));
    }

    @Test
    void whatIsTooMuchToKeepIsMadeAnew() {
        StoredEntry kept = pool.get(PoolSize.MOST - 1, PoolSize.MOST + 1);
        StoredEntry last = pool.get(PoolSize.MOST, PoolSize.MOST + 1);
        pool.release();

        assertSame(kept, pool.get(PoolSize.MOST - 1, PoolSize.MOST + 1));
        assertNotSame(last, pool.get(PoolSize.MOST, PoolSize.MOST + 1));
    }
}
