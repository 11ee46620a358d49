package acme.limit;

import dev.mortise.api.CommandModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;

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
}
