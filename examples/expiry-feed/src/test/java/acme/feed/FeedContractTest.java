package acme.feed;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

class FeedContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new FeedModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("FEED.START", "FEED.STOP", "FEED.COUNTS");
    }

    @Override
    protected Set<String> previews() {
        return Set.of(
                "KeyEvent",
                "KeyListener",
                "Message",
                "Server.message",
                "Session.push",
                "Session.set",
                "SessionSlot",
                "Setup.on",
                "Setup.sessionSlot",
                "Setup.tasks",
                "Tasks");
    }
}
