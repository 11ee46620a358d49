package dev.mortise.integration.differential;

import dev.mortise.integration.differential.Script.Step;
import dev.mortise.integration.harness.RawReply;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Has the same dialogue with two servers and collects the differences between what they said.
 *
 * <p>Both begin without keys and with new connections. A step is sent to both before either reply is judged, so that
 * deadlines are the same distance away for both. After a difference the dialogue goes on: what is wrong later is worth
 * knowing too, even if it may be a consequence.
 */
final class DifferentialRunner {

    private final Twins twins;

    DifferentialRunner(Twins twins) {
        this.twins = twins;
    }

    /**
     * {@return what was different}
     *
     * @param script the dialogue
     * @param protocol 2 or 3
     */
    List<Difference> run(Script script, int protocol) {
        List<Difference> differences = new ArrayList<>();
        try (Side oracle = new Side(twins.oracle(), protocol);
                Side ours = new Side(twins.subject(), protocol)) {
            for (Step step : script.steps()) {
                compare(script, step, oracle, ours, differences);
            }
        }
        return differences;
    }

    private static void compare(Script script, Step step, Side oracle, Side ours, List<Difference> differences) {
        String where = script.name() + ":" + step.line();
        Placeholders placeholders = new Placeholders(System.currentTimeMillis());
        try {
            if (step.exchange() == Script.Exchange.TELL) {
                oracle.tell(step, placeholders);
                ours.tell(step, placeholders);
            } else {
                RawReply right = oracle.ask(step, placeholders);
                RawReply got = ours.ask(step, placeholders);
                step.comparison()
                        .fault(right, got)
                        .ifPresent(fault -> differences.add(new Difference(where, step.command(), right, got, fault)));
            }
            if (step.closes()) {
                requireBothClose(step, oracle, ours);
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(where + "  " + step.command() + ": " + e.getMessage() + "\n" + differences, e);
        }
    }

    private static void requireBothClose(Step step, Side oracle, Side ours) {
        byte[] right = oracle.untilClosed(step.client());
        byte[] got = ours.untilClosed(step.client());
        if (!Arrays.equals(right, got)) {
            throw new AssertionError("before the end redis sent " + Words.show(right) + ", ours " + Words.show(got));
        }
    }
}
