package acme.tenants;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Interceptor;
import dev.mortise.api.Metrics;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Selector;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import java.util.List;

/**
 * {@code TENANT.WHOAMI}, {@code TENANT.KEYS}, {@code TENANT.LIST} and {@code TENANT.AS}, and what keeps tenants apart.
 */
public final class TenantsModule implements CommandModule {

    /** A category of this plugin's own, for the commands that tenants need not know of. */
    private static final String CATEGORY = "tenants";

    private static final CommandSpec WHOAMI = CommandSpec.named("TENANT.WHOAMI")
            .flags(Flag.FAST)
            .summary("Tells the client's tenant, and how many of its commands were let in.")
            .since("1.0.0")
            .complexity("O(1)")
            .build();

    private static final CommandSpec KEYS = CommandSpec.named("TENANT.KEYS")
            .flags(Flag.READONLY)
            .summary("Lists the keys of the client's tenant.")
            .since("1.0.0")
            .complexity("O(N) where N is the number of keys of all tenants")
            .build();

    private static final CommandSpec AS = CommandSpec.named("TENANT.AS")
            .args(1)
            .acl(CATEGORY)
            .flags(Flag.FAST)
            .summary("Makes an operator a client of a tenant, who sees what that one sees.")
            .since("1.0.0")
            .complexity("O(1)")
            .arguments(Argument.string("tenant"))
            .build();

    private static final CommandSpec LIST = CommandSpec.named("TENANT.LIST")
            .acl(CATEGORY)
            .summary("Lists the tenants that were there: name, clients, the address that has left last.")
            .since("1.0.0")
            .complexity("O(N) where N is the number of tenants")
            .build();

    /** What reaches keys without naming them. Misspelt here, the server would not start. */
    private static final Selector NAMELESS = Selector.commands("SCAN", "RANDOMKEY", "DBSIZE");

    private static final Slice ALL_KEYS = Slice.of("*");

    private SessionSlot<Visit> visits;
    private Door door;
    private CommandRef keys;

    @Override
    public void configure(Setup setup) {
        Metrics.Counter refused = setup.metrics().counter("commands_refused");
        Metrics.Counter commands = setup.metrics().counter("commands_of_visits");
        visits = setup.sessionSlot(Visit::ofOperator, visit -> ended(visit, commands));
        door = new Door(setup.liveConfig(Settings.class), visits);
        setup.authenticator(door).onDisconnect(this::left);

        keys = setup.ref("KEYS");
        Selector operators =
                Selector.category("dangerous").or(Selector.category(CATEGORY)).or(NAMELESS);
        Selector fenced = Selector.all()
                .and(Selector.category("connection").negate())
                .and(Selector.module(setup.pluginId()).negate());
        setup.aclCategory(CATEGORY)
                .intercept(operators, new OperatorsOnly(refused))
                .intercept(fenced, new Fence(visits, refused))
                .command(WHOAMI, this::whoAmI)
                .command(KEYS, this::keys)
                .command(LIST, this::list)
                .command(AS, this::as);
    }

    private final class OperatorsOnly implements Interceptor {
        private final Metrics.Counter refused;

        OperatorsOnly(Metrics.Counter refused) {
            this.refused = refused;
        }

        @Override
        public void before(Request request) {
            if (request.session().get(visits).tenant().isPresent()) {
                refused.increment();
                throw ServerError.of("NOPERM", "this is for operators");
            }
        }
    }

    /** However it has ended: another AUTH, RESET, or the end of the connection. */
    private static void ended(Visit visit, Metrics.Counter commands) {
        visit.tenant().ifPresent(Tenant::clientLeft);
        commands.add(visit.commands());
    }

    /** Comes before the visit is given up, for here one can still ask who it was. */
    private void left(Session session) {
        session.get(visits).tenant().ifPresent(tenant -> tenant.lastLeft(session.address()));
    }

    private void whoAmI(Request request, Reply reply) {
        Visit visit = request.session().get(visits);
        reply.array(2);
        reply.bulk(visit.tenant().map(Tenant::name).orElse(Settings.OPERATOR));
        reply.integer(visit.commands());
    }

    /** What {@code KEYS} answers; this plugin, which keeps tenants from calling it, may. */
    private void keys(Request request, Reply reply) {
        Visit visit = request.session().get(visits);
        request.call(keys, reply, visit.tenant().map(Tenant::pattern).orElse(ALL_KEYS));
    }

    private void as(Request request, Reply reply) {
        door.enterAs(request.session(), request.arg(0).utf8());
        reply.ok();
    }

    private void list(Request request, Reply reply) {
        List<Tenant> tenants = List.copyOf(door.tenants().values());
        reply.array(tenants.size());
        for (Tenant tenant : tenants) {
            reply.array(3);
            reply.bulk(tenant.name());
            reply.integer(tenant.clients());
            reply.bulk(tenant.lastLeft());
        }
    }
}
