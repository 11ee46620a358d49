package dev.mortise.runtime.plugin;

import dev.mortise.runtime.module.Fault;
import dev.mortise.runtime.module.PluginProblem;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin that passed every check which can be made without running it.
 *
 * @param location its jar or directory
 * @param root the Java module that provides the command module
 * @param configuration the root and all it needs, resolved
 * @param hidden the names of modules that it brings and the server has; these copies are overlooked
 */
record PluginCandidate(Path location, ModuleDescriptor root, Configuration configuration, List<String> hidden) {

    String id() {
        return root.name();
    }

    String version() {
        return root.rawVersion().orElse("");
    }

    PluginProblem problem(String cause, String remedy) {
        return new PluginProblem(id(), location.toString(), cause, remedy);
    }

    PluginProblem problem(Fault fault) {
        return problem(fault.cause(), fault.remedy());
    }
}
