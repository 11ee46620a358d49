package dev.mortise.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.Slice;
import dev.mortise.runtime.command.Extensions;
import dev.mortise.runtime.isolation.PluginFailures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientEvictionTest {

    private static final long BASE = ConnectionMemory.BASE_BYTES;

    private final List<Holding> connections = new ArrayList<>();
    private final Sessions sessions = new Sessions(
            Gatekeeper.of(new Open()), new SessionSlots(new Extensions(), new PluginFailures(() -> 0)), () -> 0);
    private final ClientEviction eviction = new ClientEviction(sessions, () -> Long.MAX_VALUE);

    private ClientSession holding(long bytes) {
        Holding connection = new Holding(bytes);
        connections.add(connection);
        return sessions.open(connection);
    }

    private List<Boolean> closed() {
        return connections.stream().map(connection -> connection.closed).toList();
    }

    @Test
    void closesNobodyAtTheLimit() {
        holding(100);
        holding(200);

        eviction.evict(2 * BASE + 300);

        assertEquals(List.of(false, false), closed());
        assertEquals(0, sessions.evicted());
    }

    @Test
    void closesTheLargestOneByteAboveTheLimit() {
        holding(100);
        holding(200);

        eviction.evict(2 * BASE + 299);

        assertEquals(List.of(false, true), closed());
        assertEquals(1, sessions.evicted());
    }

    @Test
    void closesAsManyAsAreNeeded() {
        holding(10_000);
        holding(30_000);
        holding(20_000);

        eviction.evict(BASE + 10_000);

        assertEquals(List.of(false, true, true), closed());
    }

    @Test
    void sparesThoseWhoAskedForIt() {
        holding(10_000);
        holding(30_000).noEvict(true);

        eviction.evict(BASE + 30_000);

        assertEquals(List.of(true, false), closed());
    }

    @Test
    void doesNotCountWhoIsClosedAlready() {
        holding(10_000);
        holding(30_000).kill();

        eviction.evict(BASE + 10_000);

        assertEquals(List.of(false, true), closed());
        assertEquals(0, sessions.evicted());
    }

    @Test
    void looksWhenMoreIsHeldThanTheLimit() {
        ClientEviction limited = new ClientEviction(sessions, () -> BASE + 99);
        holding(100);

        limited.changed(BASE + 99);
        assertEquals(List.of(false), closed());
        limited.changed(1);
        assertEquals(List.of(true), closed());
    }

    /** Lets everybody in. */
    private static final class Open implements Credentials {
        @Override
        public boolean required() {
            return false;
        }

        @Override
        public boolean accept(String user, Slice password) {
            return true;
        }
    }

    /** A connection that holds received bytes. */
    private static final class Holding implements Connection {
        @Override
        public byte @Nullable [] takePushed() {
            return null;
        }

        private final long bytes;
        private boolean closed;

        private Holding(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public String address() {
            return "127.0.0.1:1";
        }

        @Override
        public String localAddress() {
            return "127.0.0.1:2";
        }

        @Override
        public int fileDescriptor() {
            return -1;
        }

        @Override
        public ConnectionMemory memory() {
            return new ConnectionMemory(bytes, 0, 0, 0, 0);
        }

        @Override
        public boolean servedByThisThread() {
            return true;
        }

        @Override
        public boolean push(byte[] message) {
            return false;
        }

        @Override
        public void wake() {
            // It never waits.
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
