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
        return message(
                "a plugin cannot be loaded:",
                problems,
                "Or leave them out: --plugins.strict no starts without what cannot be loaded.");
    }

    /**
     * {@return the message about problems of plugins whose commands are in place already}
     *
     * <p>Others may have found and bound these, so that it is too late to leave the plugins out by themselves.
     */
    public static String messageAtStart(List<PluginProblem> problems) {
        return message(
                "a plugin does not start:", problems, "Or leave them out: plugins.disabled names those not to load.");
    }

    private static String message(String one, List<PluginProblem> problems, String advice) {
        StringBuilder message =
                new StringBuilder(problems.size() == 1 ? one : problems.size() + " problems with plugins:");
        for (PluginProblem problem : problems) {
            message.append(System.lineSeparator()).append("  ").append(problem);
        }
        return message.append(System.lineSeparator()).append(advice).toString();
    }

    /** {@return the problems} */
    public List<PluginProblem> problems() {
        return problems;
    }
}
