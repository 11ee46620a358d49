package dev.mortise.runtime;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.runtime.config.CommandLine;
import dev.mortise.runtime.config.HelpText;
import dev.mortise.runtime.config.InvalidConfig;
import dev.mortise.runtime.config.ParameterTable;
import dev.mortise.runtime.config.ServerConfig;
import dev.mortise.runtime.server.ConfiguredModule;
import dev.mortise.runtime.server.FirstScreen;
import dev.mortise.runtime.server.MortiseServer;
import dev.mortise.runtime.server.StartFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The server as a process: options in, first screen out, an orderly stop when asked.
 *
 * <p>Ends with status 0 when it was stopped and with 1 when it could not start; then the error output says why and
 * what to do about it, in a sentence and without a stack trace.
 */
public final class Main {

    private static final int FAILED = 1;

    private Main() {}

    /**
     * Runs the server until it is stopped.
     *
     * @param words the options; {@code --help} lists them
     */
    public static void main(String... words) {
        int status = run(System.out, System.err, words);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(PrintStream out, PrintStream err, String... words) {
        try {
            switch (CommandLine.parse(words)) {
                case CommandLine.Help _ -> out.println(HelpText.text());
                case CommandLine.Version _ -> out.println("Mortise " + MortiseServer.version());
                case CommandLine.Run run -> serve(run.config(), out);
            }
            return 0;
        } catch (InvalidConfig | StartFailure e) {
            err.println("Mortise did not start: " + e.getMessage());
            return FAILED;
        }
    }

    private static void serve(ServerConfig config, PrintStream out) throws StartFailure {
        MortiseServer server = MortiseServer.start(config, modules());
        Thread onSignal = Thread.ofPlatform().name("mortise-stop").unstarted(server::close);
        Runtime.getRuntime().addShutdownHook(onSignal);
        Path plugins = config.path(ParameterTable.PLUGINS_DIRECTORY);
        out.println(FirstScreen.of(server, plugins == null ? Path.of("plugins") : plugins));
        try {
            server.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }

    private static List<ConfiguredModule> modules() {
        List<ConfiguredModule> modules = new ArrayList<>();
        for (CommandModule module : ServiceLoader.load(CommandModule.class)) {
            java.lang.Module declared = module.getClass().getModule();
            String id =
                    declared.isNamed() ? declared.getName() : module.getClass().getPackageName();
            String version = declared.getDescriptor() == null
                    ? ""
                    : declared.getDescriptor().rawVersion().orElse("");
            modules.add(new ConfiguredModule(new Server.Module(id, version, "built in", true), module));
        }
        return modules;
    }
}
