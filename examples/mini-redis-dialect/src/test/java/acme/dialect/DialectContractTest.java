package acme.dialect;

import dev.mortise.api.CommandModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Map;

class DialectContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new DialectModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("SET a 1", "MSET b 2 c 3", "SET a 2");
    }

    /** Whose commands these are otherwise. */
    @Override
    protected List<CommandModule> others() {
        return List.of(new StringsModule());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("plugins.override.SET", "acme.dialect", "plugins.override.MSET", "acme.dialect");
    }
}
