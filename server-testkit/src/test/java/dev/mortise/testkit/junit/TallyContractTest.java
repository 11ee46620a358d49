package dev.mortise.testkit.junit;

import dev.mortise.api.CommandModule;
import java.util.List;

// @start region="whole"
class TallyContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new TallyModule();
    }

    @Override
    protected List<String> calls() {
        return List.of(
                "TALLY.GET fruit",
                "TALLY.ADD fruit apple pear apple",
                "TALLY.ADD fruit 'an orange'",
                "TALLY.GET fruit",
                "TALLY.ADD other word",
                "TALLY.CLEAR other");
    }
}
// @end
