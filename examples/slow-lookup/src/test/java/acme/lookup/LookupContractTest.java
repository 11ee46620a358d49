package acme.lookup;

import dev.mortise.api.CommandModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

class LookupContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new LookupModule(_ -> "192.0.2.1");
    }

    @Override
    protected List<String> calls() {
        return List.of("LOOKUP.ADDRESS mortise.example", "LOOKUP.ADDRESS mortise.example");
    }

    /** The journal has addresses as the strings that they are. */
    @Override
    protected List<CommandModule> others() {
        return List.of(new StringsModule());
    }

    @Override
    protected Set<String> previews() {
        return Set.of("AsyncBody", "AsyncScope", "ReplyBody", "Request.async");
    }
}
