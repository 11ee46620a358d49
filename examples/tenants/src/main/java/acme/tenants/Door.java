package acme.tenants;

import dev.mortise.api.Authenticator;
import dev.mortise.api.Live;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Slice;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets in who has a token, and knows who is there. */
final class Door implements Authenticator {

    private final Live<Settings> settings;
    private final SessionSlot<Visit> visits;

    /** As many as there are tokens: a name alone makes no tenant. */
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    Door(Live<Settings> settings, SessionSlot<Visit> visits) {
        this.settings = settings.onChange(this::changing);
        this.visits = visits;
    }

    @Override
    public String userOnConnect(Session session) {
        return settings.get().open() ? Settings.OPERATOR : null;
    }

    /** Who sends AUTH again, as somebody else, ends one visit and begins another. */
    @Override
    public boolean authenticate(Session session, String user, Slice password) {
        if (!settings.get().accept(user, password)) {
            return false;
        }
        if (user.equals(Settings.OPERATOR)) {
            session.set(visits, Visit.ofOperator());
        } else {
            enter(session, user);
        }
        return true;
    }

    /** Makes a client one of a tenant's. What was there before of the same kind, another visit, has ended then. */
    private void enter(Session session, String name) {
        session.set(visits, Visit.of(tenants.computeIfAbsent(name, Tenant::new)));
    }

    /** Lets an operator see what a tenant sees. There is no way back but another AUTH, or RESET. */
    void enterAs(Session session, String name) {
        if (!settings.get().tokens().containsKey(name)) {
            throw ServerError.err("there is no such tenant");
        }
        enter(session, name);
        session.user(name);
    }

    /** {@return those who have been there, by name} */
    Map<String, Tenant> tenants() {
        return tenants;
    }

    /**
     * Nobody is forgotten while his clients are there: they would go on as somebody who does not exist. One who comes
     * in at this very moment may still slip through, with the token that was right until now.
     */
    private void changing(Settings before, Settings after) {
        for (Tenant tenant : tenants.values()) {
            if (tenant.clients() > 0 && !after.tokens().containsKey(tenant.name())) {
                throw new IllegalArgumentException("tenant '" + tenant.name() + "' has clients");
            }
        }
        tenants.keySet().retainAll(after.tokens().keySet());
    }
}
