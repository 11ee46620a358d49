package dev.mortise.persistence;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;

/** What every plugin has to do right, and above all those that keep snapshots. */
class PersistenceContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new PersistenceModule();
    }

    /** It has no commands of its own. */
    @Override
    protected List<CommandModule> others() {
        return List.of(TestCommands::register);
    }

    @Override
    protected List<String> calls() {
        return List.of("T.SET name ana", "T.GET name", "T.SAVE", "T.SET name maria", "T.SET other eva");
    }
}
