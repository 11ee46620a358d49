package dev.mortise.runtime.config;

import java.io.Serial;
import java.util.List;

/** Everything that is wrong with what the operator asked for, in one message. */
public final class InvalidConfig extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** One sentence each, in the order in which they were found. */
    private final transient List<String> problems;

    InvalidConfig(List<String> problems) {
        super(message(problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    private static String message(List<String> problems) {
        if (problems.size() == 1) {
            return problems.getFirst();
        }
        StringBuilder message = new StringBuilder().append(problems.size()).append(" mistakes in the configuration:");
        for (String problem : problems) {
            message.append(System.lineSeparator()).append("  ").append(problem);
        }
        return message.toString();
    }

    /** {@return one sentence for each mistake} */
    public List<String> problems() {
        return problems;
    }
}
