package acme.snapshots;

import dev.mortise.admin.AdminModule;
import dev.mortise.api.CommandModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

/** It has no commands; those that save use it. */
class SnapshotsContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new SnapshotsModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("SET name ana", "SAVE", "APPEND name ' maria'");
    }

    @Override
    protected Set<String> commandsForAnyType() {
        return Set.of("SET");
    }

    @Override
    protected List<CommandModule> others() {
        return List.of(new StringsModule(), new AdminModule());
    }
}
