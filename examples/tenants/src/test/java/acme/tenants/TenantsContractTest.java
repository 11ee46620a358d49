package acme.tenants;

import dev.mortise.api.CommandModule;
import dev.mortise.keys.KeysModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;

class TenantsContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new TenantsModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("TENANT.WHOAMI", "TENANT.LIST");
    }

    /** It guards commands of theirs, and would not start without them. */
    @Override
    protected List<CommandModule> others() {
        return List.of(new KeysModule());
    }
}
