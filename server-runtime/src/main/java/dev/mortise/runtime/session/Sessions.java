package dev.mortise.runtime.session;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The connections of the server. For any thread. */
public final class Sessions {

    private final ConcurrentMap<Long, ClientSession> open = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong evicted = new AtomicLong();
    private final Gatekeeper gatekeeper;
    private final SessionSlots slots;
    private final LongSupplier nowMillis;

    /**
     * @param gatekeeper decides who clients are
     * @param slots what plugins remember of them
     * @param nowMillis the time, in milliseconds since 1970
     */
    public Sessions(Gatekeeper gatekeeper, SessionSlots slots, LongSupplier nowMillis) {
        this.gatekeeper = gatekeeper;
        this.slots = slots;
        this.nowMillis = nowMillis;
    }

    /** {@return whether there is anything to check a client's password against} */
    public boolean checkPasswords() {
        return gatekeeper.checksPasswords();
    }

    /** {@return the session of a new connection} */
    public ClientSession open(Connection connection) {
        ClientSession session =
                new ClientSession(lastId.incrementAndGet(), connection, gatekeeper, slots, nowMillis.getAsLong());
        session.connected();
        open.put(session.id(), session);
        return session;
    }

    /** Notes that a connection has ended, on its event loop. Only the first time counts. */
    public void closed(ClientSession session) {
        if (open.remove(session.id()) != null) {
            session.ended();
        }
    }

    /** Notes the end of all that are left, when no event loop is left that could. */
    public void closeAll() {
        all().forEach(this::closed);
    }

    public int count() {
        return open.size();
    }

    /** {@return how many clients wait} */
    public long waiting() {
        return open.values().stream()
                .filter(session -> session.suspension().visible())
                .count();
    }

    /** Has each client that waits try again. */
    public void wakeAll() {
        for (ClientSession session : open.values()) {
            if (session.suspension().waiting() != null) {
                session.connection().wake();
            }
        }
    }

    /** {@return how many connections there have been} */
    public long accepted() {
        return lastId.get();
    }

    /** Counts a connection that was refused because there were too many. */
    public void reject() {
        rejected.incrementAndGet();
    }

    public long rejected() {
        return rejected.get();
    }

    /** Counts a connection that was closed because all together held too much. */
    void evict() {
        evicted.incrementAndGet();
    }

    public long evicted() {
        return evicted.get();
    }

    /** {@return the session of that id, or null} */
    public @Nullable ClientSession find(long id) {
        return open.get(id);
    }

    /** {@return the sessions, oldest first} */
    public List<ClientSession> all() {
        return open.values().stream()
                .sorted(Comparator.comparingLong(ClientSession::id))
                .toList();
    }
}
