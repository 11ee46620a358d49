package dev.mortise.runtime.module;

import java.io.Serial;
import java.util.List;

/** Every problem of every plugin, in one message. */
public final class PluginProblems extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** In the order in which they are told. */
    private final transient List<PluginProblem> problems;

    /** @param problems at least one */
    public PluginProblems(List<PluginProblem> problems) {
        super(message(problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** {@return the message about problems, which says how to start without the plugins that have them} */
    public static String message(List<PluginProblem> problems) {
        StringBuilder message = new StringBuilder(
                problems.size() == 1 ? "a plugin cannot be loaded:" : problems.size() + " problems with plugins:");
        for (PluginProblem problem : problems) {
            message.append(System.lineSeparator()).append("  ").append(problem);
        }
        return message.append(System.lineSeparator())
                .append("Or leave them out: --plugins.strict no starts without what cannot be loaded.")
                .toString();
    }

    /** {@return the problems} */
    public List<PluginProblem> problems() {
        return problems;
    }
}
