package dev.mortise.integration.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the model holds to be right is what redis-server answers. */
@Twins.Shared
class KeyspaceModelTest {

    private static final int CALLS = 400;

    private final KeyspaceModel model = new KeyspaceModel();
    private KeyspaceModel.State state = model.initial();

    @ParameterizedTest
    @EnumSource
    void answersLikeRedis(Workload workload, Twins twins) {
        twins.empty();
        Random random = new Random(workload.name().hashCode());
        int[] values = {0};
        Supplier<String> unique = () -> "v" + values[0]++;
        int answered = 0;
        try (Wire one = Wire.to(twins.oracle());
                Wire other = Wire.to(twins.oracle())) {
            while (answered < CALLS) {
                int client = random.nextInt(2);
                for (Call call : workload.some(random, unique)) {
                    answered += asked(client == 0 ? one : other, client, call) ? 1 : 0;
                    List<Call> between = workload.some(random, unique);
                    if (between.size() == 1 && random.nextBoolean()) {
                        asked(client == 0 ? other : one, 1 - client, between.getFirst());
                    }
                }
            }
            workload.last().forEach(call -> assertTrue(asked(one, 0, call)));
        }
    }

    /** {@return whether there is an answer now} */
    private boolean asked(Wire wire, int client, Call call) {
        var outcomes = model.outcomes(state, client, call);
        if (outcomes.isEmpty()) {
            return false;
        }
        // Of several keys, one who need not wait gets the first.
        var outcome = outcomes.getFirst();
        ReplyValue reply = call.requests().stream()
                .map(request -> wire.ask(request).value())
                .reduce((_, last) -> last)
                .orElseThrow();
        assertEquals(outcome.reply(), reply, () -> call + " in " + state);
        state = outcome.state();
        return true;
    }
}
