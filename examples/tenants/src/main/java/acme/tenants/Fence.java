package acme.tenants;

import dev.mortise.api.Interceptor;
import dev.mortise.api.Metrics;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionSlot;

/** Keeps tenants at their own keys. */
final class Fence implements Interceptor {

    private final SessionSlot<Visit> visits;
    private final Metrics.Counter refused;

    Fence(SessionSlot<Visit> visits, Metrics.Counter refused) {
        this.visits = visits;
        this.refused = refused;
    }

    @Override
    public void before(Request request) {
        Visit visit = request.session().get(visits);
        visit.tenant().ifPresent(tenant -> {
            for (int k = 0; k < request.keys(); k++) {
                if (!tenant.owns(request.key(k))) {
                    refused.increment();
                    throw ServerError.of("NOPERM", "the keys of this tenant begin with '" + tenant.prefix() + "'");
                }
            }
        });
        visit.countCommand();
    }
}
