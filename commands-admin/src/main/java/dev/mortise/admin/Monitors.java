package dev.mortise.admin;

import dev.mortise.api.CommandObserver;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Message;
import dev.mortise.api.Request;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clients that monitor, and what they are shown.
 *
 * <p>Observes commands only while there is such a client, so that monitoring costs nothing when nobody does. A client
 * that has gone, or is no monitor any more, is forgotten when the next command is shown. For any thread.
 */
final class Monitors implements CommandObserver {

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    /** Shows a client what is executed from now on. */
    synchronized void add(Session session, Server server) {
        sessions.add(session);
        server.observe(this);
    }

    private synchronized void remove(Session session, Server server) {
        sessions.remove(session);
        if (sessions.isEmpty()) {
            server.unobserve(this);
        }
    }

    @Override
    public void executed(Request request) {
        CommandSpec spec = request.spec();
        // What operators do is not shown: it may be secret.
        if (spec.is(Flag.ADMIN) || spec.is(Flag.SKIP_MONITOR)) {
            return;
        }
        String line = MonitorLine.of(request);
        Message message = request.server().message(reply -> reply.status(line));
        for (Session session : sessions) {
            if (session.kind() != Session.Kind.MONITOR || !session.push(message)) {
                remove(session, request.server());
            }
        }
    }
}
