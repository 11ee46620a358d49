package dev.mortise.runtime.plugin;

import dev.mortise.runtime.module.PluginProblem;
import java.io.Serial;

/** Carries one {@link PluginProblem} to where they are collected. */
final class PluginRefused extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final transient PluginProblem problem;

    PluginRefused(PluginProblem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    PluginProblem problem() {
        return problem;
    }
}
