package acme.embedded;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;

class StatusContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new Status(() -> 42);
    }

    @Override
    protected List<String> calls() {
        return List.of("APP.STATUS");
    }
}
