package dev.mortise.admin;

import dev.mortise.api.CommandModule;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.Setup;

/** The commands about the connection and about the server itself, none of which touches a key by name. */
public final class AdminModule implements CommandModule {

    /** For {@link java.util.ServiceLoader}. */
    public AdminModule() {}

    @Override
    public void configure(Setup setup) {
        setup.command(PingCommand.SPEC, new PingCommand())
                .command(EchoCommand.SPEC, new EchoCommand())
                .command(HelloCommand.SPEC, new HelloCommand())
                .command(AuthCommand.SPEC, new AuthCommand())
                .command(SelectCommand.SPEC, new SelectCommand())
                .command(QuitCommand.QUIT, new QuitCommand())
                .command(QuitCommand.EXIT, new QuitCommand())
                .command(ResetCommand.SPEC, new ResetCommand())
                .command(InfoCommand.SPEC, new InfoCommand())
                .command(RoleCommand.SPEC, new RoleCommand())
                .command(ReadOnlyCommand.READONLY, new ReadOnlyCommand())
                .command(ReadOnlyCommand.READWRITE, new ReadOnlyCommand())
                .command(LolwutCommand.SPEC, new LolwutCommand())
                .command(DebugCommand.SPEC, new DebugCommand(setup.log()))
                .command(MonitorCommand.SPEC, new MonitorCommand(new Monitors()))
                .command(TimeCommand.SPEC, new TimeCommand())
                .command(FlushCommand.FLUSHDB, FlushCommand.ofDatabase())
                .command(FlushCommand.FLUSHALL, FlushCommand.ofAllDatabases())
                .command(SaveCommand.SPEC, new SaveCommand())
                .command(BgsaveCommand.SPEC, new BgsaveCommand())
                .command(LastsaveCommand.SPEC, new LastsaveCommand())
                .command(ShutdownCommand.SPEC, new ShutdownCommand());
        configureClient(setup);
        configureConfig(setup);
        configureCommand(setup);
        configureMemory(setup);
        configureModule(setup);
        configureTimes(setup);
    }

    private static void configureClient(Setup setup) {
        setup.container(Containers.CLIENT)
                .subcommand("CLIENT", ClientIdCommand.SPEC, new ClientIdCommand())
                .subcommand("CLIENT", ClientGetNameCommand.SPEC, new ClientGetNameCommand())
                .subcommand("CLIENT", ClientSetNameCommand.SPEC, new ClientSetNameCommand())
                .subcommand("CLIENT", ClientSetInfoCommand.SPEC, new ClientSetInfoCommand())
                .subcommand("CLIENT", ClientInfoCommand.SPEC, new ClientInfoCommand())
                .subcommand("CLIENT", ClientListCommand.SPEC, new ClientListCommand())
                .subcommand("CLIENT", ClientKillCommand.SPEC, new ClientKillCommand())
                .subcommand("CLIENT", ClientNoEvictCommand.SPEC, new ClientNoEvictCommand())
                .subcommand("CLIENT", ClientReplyCommand.SPEC, new ClientReplyCommand())
                .subcommand("CLIENT", ClientPauseCommand.SPEC, new ClientPauseCommand())
                .subcommand("CLIENT", ClientUnpauseCommand.SPEC, new ClientUnpauseCommand())
                .subcommand("CLIENT", ClientUnblockCommand.SPEC, new ClientUnblockCommand())
                .subcommand("CLIENT", ClientTrackingInfoCommand.TRACKINGINFO, ClientTrackingInfoCommand.trackingInfo())
                .subcommand("CLIENT", ClientTrackingInfoCommand.GETREDIR, ClientTrackingInfoCommand.getRedir())
                .subcommand("CLIENT", HelpCommand.spec("connection", "connection"), new HelpCommand("CLIENT"));
    }

    private static void configureConfig(Setup setup) {
        setup.container(Containers.CONFIG)
                .subcommand("CONFIG", ConfigGetCommand.SPEC, new ConfigGetCommand())
                .subcommand("CONFIG", ConfigSetCommand.SPEC, new ConfigSetCommand())
                .subcommand("CONFIG", ConfigRewriteCommand.SPEC, new ConfigRewriteCommand())
                .subcommand("CONFIG", ConfigResetStatCommand.SPEC, new ConfigResetStatCommand())
                .subcommand("CONFIG", HelpCommand.spec("server"), new HelpCommand("CONFIG"));
    }

    private static void configureCommand(Setup setup) {
        setup.command(CommandCommand.SPEC, new CommandCommand())
                .subcommand("COMMAND", CommandCountCommand.SPEC, new CommandCountCommand())
                .subcommand("COMMAND", CommandListCommand.SPEC, new CommandListCommand())
                .subcommand("COMMAND", CommandInfoCommand.SPEC, new CommandInfoCommand())
                .subcommand("COMMAND", CommandDocsCommand.SPEC, new CommandDocsCommand())
                .subcommand("COMMAND", CommandGetKeysCommand.GETKEYS, CommandGetKeysCommand.keys())
                .subcommand("COMMAND", CommandGetKeysCommand.GETKEYSANDFLAGS, CommandGetKeysCommand.keysAndFlags())
                .subcommand("COMMAND", HelpCommand.spec("server", "connection"), new HelpCommand("COMMAND"));
    }

    private static void configureMemory(Setup setup) {
        setup.container(Containers.MEMORY)
                .subcommand("MEMORY", MemoryUsageCommand.SPEC, new MemoryUsageCommand())
                .subcommand("MEMORY", MemoryStatsCommand.SPEC, new MemoryStatsCommand())
                .subcommand("MEMORY", MemoryDoctorCommand.SPEC, new MemoryDoctorCommand())
                .subcommand("MEMORY", MemoryMallocStatsCommand.SPEC, new MemoryMallocStatsCommand())
                .subcommand("MEMORY", MemoryPurgeCommand.SPEC, new MemoryPurgeCommand())
                .subcommand("MEMORY", HelpCommand.specSince("4.0.0", "server"), new HelpCommand("MEMORY"));
    }

    private static void configureModule(Setup setup) {
        setup.container(Containers.MODULE)
                .subcommand("MODULE", ModuleListCommand.SPEC, new ModuleListCommand())
                .subcommand("MODULE", ModuleLoadCommand.LOAD, new ModuleLoadCommand())
                .subcommand("MODULE", ModuleLoadCommand.LOADEX, new ModuleLoadCommand())
                .subcommand("MODULE", ModuleLoadCommand.UNLOAD, new ModuleLoadCommand())
                .subcommand("MODULE", HelpCommand.spec("server"), new HelpCommand("MODULE"));
    }

    private static void configureTimes(Setup setup) {
        setup.container(Containers.SLOWLOG)
                .subcommand("SLOWLOG", SlowLogGetCommand.SPEC, new SlowLogGetCommand())
                .subcommand("SLOWLOG", SlowLogLenCommand.SPEC, new SlowLogLenCommand())
                .subcommand("SLOWLOG", SlowLogResetCommand.SPEC, new SlowLogResetCommand())
                .subcommand("SLOWLOG", HelpCommand.specSince("6.2.0", "server"), new HelpCommand("SLOWLOG"));
        setup.container(Containers.LATENCY)
                .subcommand("LATENCY", LatencyLatestCommand.SPEC, new LatencyLatestCommand())
                .subcommand("LATENCY", LatencyHistoryCommand.SPEC, new LatencyHistoryCommand())
                .subcommand("LATENCY", LatencyGraphCommand.SPEC, new LatencyGraphCommand())
                .subcommand("LATENCY", LatencyDoctorCommand.SPEC, new LatencyDoctorCommand())
                .subcommand("LATENCY", LatencyResetCommand.SPEC, new LatencyResetCommand())
                .subcommand("LATENCY", LatencyHistogramCommand.SPEC, new LatencyHistogramCommand())
                .subcommand("LATENCY", HelpCommand.specSince("2.8.13", "server"), new HelpCommand("LATENCY"));
    }
}
