package acme.bloom;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;

class BloomContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new BloomModule();
    }

    @Override
    protected List<String> calls() {
        return List.of(
                "BLOOM.RESERVE few 10 0.001",
                "BLOOM.ADD few ana",
                "BLOOM.ADD few ana",
                "BLOOM.ADD few bob",
                "BLOOM.HAS few ana",
                "BLOOM.HAS nothing ana",
                "BLOOM.INFO few");
    }
}
