package acme.changes;

import dev.mortise.api.CommandModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

/** It has no commands; others must not notice that it listens. */
class ChangesContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new ChangesModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("SET name ana", "APPEND name ' maria'");
    }

    @Override
    protected Set<String> commandsForAnyType() {
        return Set.of("SET");
    }

    @Override
    protected List<CommandModule> others() {
        return List.of(new StringsModule());
    }

    @Override
    protected Set<String> previews() {
        return Set.of(
                "JournalListener",
                "JournalUnit",
                "LatencyMonitor",
                "Server.latency",
                "Setup.journal",
                "Setup.tasks",
                "Tasks");
    }
}
