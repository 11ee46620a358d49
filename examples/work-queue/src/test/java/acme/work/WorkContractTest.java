package acme.work;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

class WorkContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new WorkModule();
    }

    @Override
    protected List<String> calls() {
        return List.of(
                "WORK.ADD mails a b c d",
                "WORK.TAKE mails taken 0",
                "WORK.TAKE mails taken 0",
                "WORK.DONE taken a",
                "WORK.MOVE mails other",
                "WORK.RETRY taken mails",
                "WORK.WAIT taken 0",
                "WORK.ADD mails \"\"");
    }

    @Override
    protected Set<String> previews() {
        return Set.of(
                "CallResult",
                "CommandRef",
                "Request.blockOnChanges",
                "Request.blockOnKeys",
                "Request.call",
                "Request.readyKey",
                "Request.waitOn",
                "Setup.ref",
                "Setup.tasks",
                "Tasks");
    }
}
