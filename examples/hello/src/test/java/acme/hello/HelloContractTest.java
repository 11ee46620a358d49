package acme.hello;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;

class HelloContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new HelloModule();
    }

    @Override
    protected List<String> calls() {
        return List.of("HELLO.GREET ana");
    }
}
