package dev.mortise.runtime.server;

import dev.mortise.api.Server;
import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.ModuleSetup;
import dev.mortise.runtime.command.RefusedSettings;
import dev.mortise.runtime.command.Registrations;
import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.module.Fault;
import dev.mortise.runtime.module.PluginProblem;
import dev.mortise.runtime.module.PluginProblems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has all modules register what they offer, and checks it together.
 *
 * <p><b>What is wrong</b> (a module that throws, two that want the same name) is collected, so that an operator sees
 * all of it at once. Then either the start is refused, or, if the operator is not strict, the plugins at fault are
 * withdrawn with all that they registered, and what is left is checked again: it may have needed them. The server's own
 * modules are never left out.
 *
 * <p>Used once, by the thread that starts the server.
 */
final class ModuleConfiguration {

    private static final System.Logger LOG = System.getLogger(ModuleConfiguration.class.getName());

    private final PluginPolicy policy;
    private final ModuleSettings settings;
    private final Registrations registrations;
    private final List<ConfiguredModule> modules;
    private final List<PluginProblem> refused;
    private final CommandTable commands;

    /**
     * Configures modules.
     *
     * @param host keeps what they have besides commands
     * @param server what they will see as the server
     * @throws StartFailure naming every problem of every module
     */
    ModuleConfiguration(
            List<ConfiguredModule> loaded, PluginPolicy policy, PluginHost host, ModuleSettings settings, Server server)
            throws StartFailure {
        this.policy = policy;
        this.settings = settings;
        settings.installed(
                loaded.stream().map(module -> module.description().id()).toList());
        this.registrations = new Registrations(policy.overrides(), host.watch(), host.failures());
        this.modules = new ArrayList<>(loaded);
        this.refused = new ArrayList<>(policy.refused());
        policy.refused().forEach(problem -> registrations.withdraw(problem.plugin()));
        List<PluginProblem> problems = new ArrayList<>();
        for (ConfiguredModule module : loaded) {
            configure(module, host.setup(module, registrations, server), problems);
        }
        this.commands = freeze(problems);
        settings.tellOfUnused(refused.stream().map(PluginProblem::plugin).toList());
    }

    private void configure(ConfiguredModule module, ModuleSetup setup, List<PluginProblem> problems) {
        try {
            ModuleCall.run(module, () -> module.instance().configure(setup));
        } catch (ModuleCall.Failed e) {
            if (e.thrown() instanceof RefusedSettings mistakes) {
                mistakes.problems()
                        .forEach(mistake -> problems.add(module.problem(mistake, "correct it in " + settings.file())));
            } else {
                Fault fault = Fault.of(e.thrown(), "configure");
                problems.add(module.problem(fault.cause(), fault.remedy()));
            }
            registrations.withdraw(module.description().id());
            LOG.log(System.Logger.Level.DEBUG, module.description().id() + ": configure failed", e.thrown());
        }
        setup.end();
    }

    private CommandTable freeze(List<PluginProblem> problems) throws StartFailure {
        CommandTable table = registrations.freeze();
        problems.addAll(registrations.problems());
        while (!problems.isEmpty()) {
            refuseIfStrict(problems);
            problems.forEach(this::leaveOut);
            problems.clear();
            table = registrations.freeze();
            problems.addAll(registrations.problems());
        }
        return table;
    }

    private void refuseIfStrict(List<PluginProblem> problems) throws StartFailure {
        Set<String> own = modules.stream()
                .filter(module -> module.description().builtIn())
                .map(module -> module.description().id())
                .collect(Collectors.toCollection(HashSet::new));
        if (policy.strict() || problems.stream().anyMatch(problem -> own.contains(problem.plugin()))) {
            throw new StartFailure(PluginProblems.message(problems));
        }
    }

    private void leaveOut(PluginProblem problem) {
        LOG.log(System.Logger.Level.WARNING, "left out: " + problem);
        registrations.withdraw(problem.plugin());
        modules.removeIf(module -> module.description().id().equals(problem.plugin()));
        refused.add(problem);
    }

    /** {@return what the modules registered, less what was left out} */
    Registrations registrations() {
        return registrations;
    }

    /** {@return the commands, ready to be called} */
    CommandTable commands() {
        return commands;
    }

    /** {@return the modules that are not left out} */
    List<ConfiguredModule> modules() {
        return List.copyOf(modules);
    }

    /** {@return why plugins were left out, those included that were not even loaded} */
    List<PluginProblem> refused() {
        return List.copyOf(refused);
    }
}
