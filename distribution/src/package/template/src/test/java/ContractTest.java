package @module@;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;

/** What every plugin has to do right: the tests are inherited, and tried with these calls. */
class @Name@ContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new @Name@Module();
    }

    @Override
    protected List<String> calls() {
        return List.of("@NAME@.GREET ana");
    }
}
