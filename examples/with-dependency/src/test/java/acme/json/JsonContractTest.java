package acme.json;

import dev.mortise.api.CommandModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

class JsonContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new JsonModule();
    }

    @Override
    protected List<String> calls() {
        return List.of(
                "SET user '{\"languages\": [1, 2]}'",
                "JSON.PART user /languages/1",
                "JSON.PART user /age",
                "JSON.CALL GET user",
                "JSON.CALL STRLEN user");
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("acme.json.commands", "GET STRLEN");
    }

    @Override
    protected List<CommandModule> others() {
        return List.of(new StringsModule());
    }

    @Override
    protected Set<String> commandsForAnyType() {
        return Set.of("SET");
    }

    @Override
    protected Set<String> previews() {
        return Set.of("CallResult", "CommandRef", "InfoSection", "Request.call", "Setup.info", "Setup.ref");
    }
}
