package dev.mortise.runtime;

import dev.mortise.api.CommandModule;
import dev.mortise.runtime.config.CommandLine;
import dev.mortise.runtime.config.InvalidConfig;
import dev.mortise.runtime.config.ParameterTable;
import dev.mortise.runtime.config.ServerConfig;
import dev.mortise.runtime.module.PluginProblems;
import dev.mortise.runtime.plugin.PluginLoader;
import dev.mortise.runtime.plugin.PluginOptions;
import dev.mortise.runtime.server.ConfiguredModule;
import dev.mortise.runtime.server.MortiseServer;
import dev.mortise.runtime.server.StartFailure;
import dev.mortise.runtime.transport.TransportKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The server within another program: what {@link Main} does, without the process.
 *
 * <p>Nothing here prints, ends the process, handles signals or opens a log: these are the program's. And nothing comes
 * from the directory that the program happens to be started in: there are plugins only if a directory is named.
 */
public final class EmbeddedStart {

    private static final System.Logger LOG = System.getLogger(EmbeddedStart.class.getName());

    /** The log is the program's; that it is set here would be ignored otherwise. */
    private static final Set<String> OF_THE_PROGRAM =
            Set.of(ParameterTable.LOG_FILE.name(), ParameterTable.LOG_LEVEL.name(), ParameterTable.DAEMONIZE.name());

    private EmbeddedStart() {}

    /**
     * {@return a server that takes clients}
     *
     * <p>Where nothing else is said it listens on a free port, for clients on this machine only, and serves them with
     * one thread: the program needs the cores.
     *
     * @param parameters texts by the names of their parameters
     * @param own modules besides those that come with the server; of a class that is found there, too, this one counts
     * @throws StartFailure if it cannot start, with all that is wrong; nothing is left behind
     */
    public static MortiseServer start(Map<String, String> parameters, List<? extends CommandModule> own)
            throws StartFailure {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(parameters);
        for (String name : OF_THE_PROGRAM) {
            if (byName.containsKey(name)) {
                throw new StartFailure(name + ": a server within a program has no process and no log of its own; it"
                        + " writes to System.Logger, so set up the log of the program");
            }
        }
        try {
            ServerConfig config = CommandLine.parse(base(), parameters);
            PluginLoader loader = new PluginLoader(PluginOptions.of(config));
            boolean plugins = byName.containsKey(ParameterTable.PLUGINS_DIRECTORY.name());
            List<ConfiguredModule> found = plugins ? loader.load() : loader.loadBuiltIn();
            MortiseServer server = MortiseServer.start(config, withOwn(found, own), loader.refused());
            tellShortcoming(config);
            return server;
        } catch (InvalidConfig | PluginProblems e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** Who has not asked for a transport hears of it when he looks for a reason, and not at each start. */
    private static void tellShortcoming(ServerConfig config) {
        boolean wanted = LOG.isLoggable(System.Logger.Level.DEBUG)
                && config.value(ParameterTable.TRANSPORT).equals("auto");
        String shortcoming = wanted ? TransportKind.shortcoming() : null;
        if (shortcoming != null) {
            LOG.log(System.Logger.Level.DEBUG, shortcoming);
        }
    }

    private static ServerConfig base() {
        return ServerConfig.defaults()
                .with(ParameterTable.PORT, ServerConfig.ANY_PORT)
                .with(ParameterTable.BIND, List.of("127.0.0.1"))
                .with(ParameterTable.IO_THREADS, 1L);
    }

    private static List<ConfiguredModule> withOwn(List<ConfiguredModule> found, List<? extends CommandModule> own)
            throws StartFailure {
        Set<Class<?>> given = own.stream().map(Object::getClass).collect(Collectors.toSet());
        List<ConfiguredModule> modules = new ArrayList<>(found);
        modules.removeIf(module -> given.contains(module.instance().getClass()));
        own.forEach(module -> modules.add(ConfiguredModule.of(module, "given by the program")));
        if (modules.isEmpty()) {
            throw new StartFailure("there is no command at all: have commands-strings, commands-keys and commands-admin"
                    + " on the module path or the class path, or give a module of your own");
        }
        return modules;
    }
}
