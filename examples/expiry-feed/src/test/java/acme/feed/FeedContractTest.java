package acme.feed;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;

class FeedContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new FeedModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("FEED.START", "FEED.STOP", "FEED.COUNTS");
    }
}
