package acme.tenants;

import dev.mortise.admin.AdminModule;
import dev.mortise.api.CommandModule;
import dev.mortise.keys.KeysModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class TenantsContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new TenantsModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("TENANT.WHOAMI", "TENANT.KEYS", "TENANT.AS ana", "TENANT.WHOAMI", "RESET", "TENANT.LIST");
    }

    /** Without a token for operators everybody is one. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("acme.tenants.tokens.ana", "mango");
    }

    /** It guards commands of theirs, and would not start without them. */
    @Override
    protected List<CommandModule> others() {
        return List.of(new AdminModule(), new KeysModule());
    }

    @Override
    protected Set<String> previews() {
        return Set.of(
                "Authenticator",
                "CommandRef",
                "Interceptor",
                "Request.call",
                "Secret",
                "Selector",
                "Session.get",
                "Session.set",
                "SessionSlot",
                "Setup.authenticator",
                "Setup.intercept",
                "Setup.ref",
                "Setup.sessionSlot");
    }
}
