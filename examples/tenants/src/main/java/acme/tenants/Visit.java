package acme.tenants;

import java.util.Optional;

/** A client as a tenant, or as an operator. Of its event loop alone, as all that is in slots. */
final class Visit {

    private final Optional<Tenant> tenant;
    private long commands;

    private Visit(Optional<Tenant> tenant) {
        this.tenant = tenant;
    }

    static Visit ofOperator() {
        return new Visit(Optional.empty());
    }

    static Visit of(Tenant tenant) {
        tenant.clientCame();
        return new Visit(Optional.of(tenant));
    }

    /** {@return the tenant, none if it is an operator} */
    Optional<Tenant> tenant() {
        return tenant;
    }

    /** {@return how many commands of the client were let in} */
    long commands() {
        return commands;
    }

    void countCommand() {
        commands++;
    }
}
