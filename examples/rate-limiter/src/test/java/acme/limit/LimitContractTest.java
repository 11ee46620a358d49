package acme.limit;

import dev.mortise.api.CommandModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

class LimitContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new LimitModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("LIMIT.TAKE mail 2 4", "LIMIT.TAKE mail 2 4", "LIMIT.TAKE mail 2 4");
    }

    /** Its journal has buckets as the strings that they are. */
    @Override
    protected List<CommandModule> others() {
        return List.of(new StringsModule());
    }

    @Override
    protected Set<String> previews() {
        return Set.of("Interceptor", "Selector", "Session.get", "SessionSlot", "Setup.intercept", "Setup.sessionSlot");
    }
}
