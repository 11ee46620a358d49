package dev.mortise.runtime.server;

import dev.mortise.api.Batch;
import dev.mortise.api.CommandObserver;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyListener;
import dev.mortise.api.Keyspace;
import dev.mortise.api.LatencyMonitor;
import dev.mortise.api.MemoryUse;
import dev.mortise.api.Message;
import dev.mortise.api.Persistence;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.SlowLog;
import dev.mortise.api.Snapshots;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostServer;
import dev.mortise.runtime.blocking.KeyLines;
import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.Extensions;
import dev.mortise.runtime.command.PluginAuthenticator;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.command.Registrations;
import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.dispatch.CommandWatch;
import dev.mortise.runtime.dispatch.CommandWatchdog;
import dev.mortise.runtime.dispatch.Dispatcher;
import dev.mortise.runtime.dispatch.KeptRequests;
import dev.mortise.runtime.dispatch.PluginSide;
import dev.mortise.runtime.info.AllocatorReport;
import dev.mortise.runtime.info.HostSections;
import dev.mortise.runtime.info.InfoText;
import dev.mortise.runtime.info.MemorySection;
import dev.mortise.runtime.info.PluginsSection;
import dev.mortise.runtime.info.ProcessFigures;
import dev.mortise.runtime.info.ServerIdentity;
import dev.mortise.runtime.isolation.PluginFailures;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.memory.FreeMemory;
import dev.mortise.runtime.memory.MemorySettings;
import dev.mortise.runtime.module.Fault;
import dev.mortise.runtime.module.PluginProblem;
import dev.mortise.runtime.module.PluginProblems;
import dev.mortise.runtime.rdb.SnapshotTypes;
import dev.mortise.runtime.resp.EncodedMessage;
import dev.mortise.runtime.session.Gatekeeper;
import dev.mortise.runtime.session.SessionSlots;
import dev.mortise.runtime.session.Sessions;
import dev.mortise.runtime.snapshot.Activity;
import dev.mortise.runtime.snapshot.PersistenceSection;
import dev.mortise.runtime.snapshot.SnapshotKeeper;
import dev.mortise.runtime.statistics.LoopStatistics;
import dev.mortise.runtime.statistics.PluginMetrics;
import dev.mortise.runtime.statistics.ServerStatistics;
import dev.mortise.runtime.statistics.TimingLog;
import dev.mortise.runtime.watching.KeyWatches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server without its sockets: keyspace, modules, commands, sessions, counters.
 *
 * <p>{@link MortiseServer} puts sockets before it, the test kit calls it directly. The life of one: made, which
 * configures the modules; {@link #start}, when clients may come; {@link #close}. Made, started and closed by one
 * thread; what {@link Server} promises holds for any.
 */
public final class ServerCore implements HostServer, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ServerCore.class.getName());

    private final CoreSettings settings;
    private final ServerIdentity identity;
    private final Store store;
    private final List<ConfiguredModule> modules;
    private final CommandTable commands;
    private final List<CommandInfo> commandInfos;
    private final ServerStatistics statistics;
    private final Sessions sessions;
    private final InfoText info;
    private final TimingLog timings;
    private final MemorySection memory;
    private final Collection<ValueType<?>> types;
    private final Background background;
    private final PluginHost host;
    private final Extensions extensions;
    private final CommandWatch watch = new CommandWatch();
    private final CommandWatchdog watchdog;
    private final Consequences consequences;
    private final SnapshotKeeper snapshots;
    private final List<ConfiguredModule> started = new ArrayList<>();
    private volatile Runnable onShutdown = () -> {};

    /**
     * Configures the modules.
     *
     * @throws StartFailure naming every problem of every module
     */
    public ServerCore(CoreSettings settings, List<ConfiguredModule> modules, ServerIdentity identity)
            throws StartFailure {
        this.settings = settings;
        this.identity = identity;
        this.store = new Store(settings.store(), settings.nowMillis(), settings.memory());
        this.host = new PluginHost(settings);
        KeyLines lines = new KeyLines(store, settings.nowMillis(), this::followChanges);
        KeyWatches watches = new KeyWatches(store, settings.nowMillis(), this::followChanges);
        this.consequences = new Consequences(lines, watches, host.failures(), settings.nowMillis());
        try {
            ModuleConfiguration configured = new ModuleConfiguration(
                    modules, settings.plugins(), host, settings.parameters().settings(), this);
            Registrations registrations = configured.registrations();
            this.modules = configured.modules();
            this.commands = configured.commands();
            this.extensions = registrations.extensions();
            this.sessions =
                    new Sessions(gatekeeper(), new SessionSlots(extensions, host.failures()), settings.nowMillis());
            this.types = registrations.types();
            requireBudget();
            this.commandInfos =
                    commands.commands().stream().map(RegisteredCommand::info).toList();
            this.statistics = new ServerStatistics(counted(commands));
            this.timings = new TimingLog(settings.timing(), settings.nowMillis(), statistics, this::index);
            this.info = new InfoText(registrations.infoSections());
            this.snapshots = new SnapshotKeeper(
                    store,
                    registrations.persistence(),
                    new SnapshotTypes(registrations.types()),
                    settings.snapshots(),
                    new Activity(
                            () -> statistics.sum(LoopStatistics::changes) + store.wholesaleChanges(),
                            () -> statistics.sum(LoopStatistics::executedCommands)),
                    settings.nowMillis(),
                    watch,
                    identity.redisVersion(),
                    identity.version(),
                    settings.backgroundWork());
            watch.loading(true);
            HostSections sections = new HostSections(
                    identity,
                    settings.parameters()::all,
                    store,
                    sessions,
                    statistics,
                    settings.timing(),
                    settings.nowMillis(),
                    registrations.infoFields());
            sections.addTo(info, commands, modules(), new PersistenceSection(snapshots, settings.nowMillis()));
            this.watchdog = new CommandWatchdog(settings.nanoTime(), settings.timing());
            info.add(
                    "Plugins",
                    new PluginsSection(
                            modules(),
                            configured.refused(),
                            commands,
                            statistics,
                            host.failures()::counts,
                            watchdog.slowRuns()));
            this.memory = sections.memory();
            this.background = new Background(store, sections, timings, snapshots, settings.nowMillis());
            registrations.addListenersTo(consequences);
            store.onChange(consequences);
            followChanges();
        } catch (StartFailure e) {
            store.close();
            throw e;
        }
    }

    private Gatekeeper gatekeeper() {
        PluginAuthenticator plugin = extensions.authenticator();
        return plugin == null ? Gatekeeper.of(settings.credentials()) : Gatekeeper.of(plugin, host.failures());
    }

    /** Has the dispatchers report changes, or not if they concern nobody. */
    private void followChanges() {
        watch.changesWanted(consequences::wanted);
    }

    /**
     * {@return whether what is done to keys is reported: somebody listens to events or to the journal, waits for a key,
     * or watches one}
     */
    public boolean changesConcernSomebody() {
        return consequences.wanted();
    }

    private void requireBudget() throws StartFailure {
        String problem = memoryProblem();
        if (problem != null) {
            throw new StartFailure(problem);
        }
    }

    /** {@return why the present memory limit cannot be kept, or null if it can or there is none} */
    @Nullable
    String memoryProblem() {
        long maxBytes = settings.memory().settings().maxBytes();
        if (maxBytes == MemorySettings.UNLIMITED) {
            return null;
        }
        MemoryBudget budget = new MemoryBudget(
                Runtime.getRuntime().maxMemory(),
                store.reservedBytes(),
                ProcessFigures.usableMemoryBytes(),
                !types.isEmpty());
        return budget.problem(maxBytes);
    }

    private static int counted(CommandTable commands) {
        return commands.commands().stream()
                .mapToInt(command -> 1 + command.subcommands().size())
                .sum();
    }

    /**
     * Loads the last snapshot, starts the modules and the work in the background. Until that is done, most commands are
     * refused.
     *
     * @param loadingBegins is run before anything is loaded, if there is something
     * @throws StartFailure if the snapshot cannot be loaded, or if a module refuses; a plugin's commands are in place
     * by now, so that it is not left out, strict or not
     */
    public void start(Runnable loadingBegins) throws StartFailure {
        try {
            snapshots.loadAtStart(loadingBegins);
        } catch (IOException e) {
            throw new StartFailure("the last snapshot cannot be loaded: " + e.getMessage(), e);
        }
        List<PluginProblem> problems = new ArrayList<>();
        for (ConfiguredModule module : modules) {
            host.tasks(module.description()).open();
            try {
                ModuleCall.run(module, () -> module.instance().start(this));
                started.add(module);
            } catch (ModuleCall.Failed e) {
                Fault fault = Fault.of(e.thrown(), "start");
                problems.add(module.problem(fault.cause(), fault.remedy()));
                LOG.log(System.Logger.Level.DEBUG, module.description().id() + ": start failed", e.thrown());
            }
        }
        if (!problems.isEmpty()) {
            throw new StartFailure(PluginProblems.messageAtStart(problems));
        }
        watch.loading(false);
        if (settings.backgroundWork()) {
            background.start();
            watchdog.start();
        }
    }

    /**
     * Does the same as {@link #start(Runnable)}, telling nobody.
     *
     * @throws StartFailure if the snapshot cannot be loaded, or if a module refuses
     */
    public void start() throws StartFailure {
        start(() -> {});
    }

    private int index(CommandInfo command) {
        byte[] name = command.fullName().getBytes(StandardCharsets.UTF_8);
        int bar = command.fullName().indexOf('|');
        RegisteredCommand parent = commands.find(name, 0, bar < 0 ? name.length : bar);
        CommandTable inner = parent == null || bar < 0 ? null : parent.subcommandTable();
        RegisteredCommand found = inner == null ? parent : inner.find(name, bar + 1, name.length - bar - 1);
        return found == null ? -1 : found.index();
    }

    /** {@return a dispatcher for one more event loop} */
    public Dispatcher newDispatcher() {
        Dispatcher dispatcher = new Dispatcher(
                commands,
                store,
                this,
                settings.nowMillis(),
                settings.nanoTime(),
                statistics,
                timings,
                watch,
                new PluginSide(host.failures(), host::threads),
                consequences);
        watchdog.watch(dispatcher.running());
        return dispatcher;
    }

    /** {@return what plugins have thrown} */
    public PluginFailures failures() {
        return host.failures();
    }

    /** {@return how long until the next timer of a plugin is due, in nanoseconds; {@link Long#MAX_VALUE} if never} */
    public long nanosToNextTimer() {
        return host.timers().nanosToNext();
    }

    /** Runs the timers that are due; for tests, where they do not run by themselves. */
    public void runDueTimers() {
        host.timers().runDue();
    }

    /** {@return how many threads of plugins run} */
    public int pluginThreads() {
        return host.running();
    }

    /**
     * Waits until no thread of a plugin runs any more; for tests.
     *
     * @param most how long at most
     * @return whether none does
     * @throws InterruptedException if the thread that waits is interrupted
     */
    public boolean awaitPluginThreads(Duration most) throws InterruptedException {
        return host.awaitThreads(most);
    }

    /** {@return who tells of commands that take too long} */
    public CommandWatchdog watchdog() {
        return watchdog;
    }

    /** {@return the keyspace as the host sees it} */
    public Store store() {
        return store;
    }

    /** {@return the types of values that modules have registered} */
    public Collection<ValueType<?>> types() {
        return types;
    }

    /** {@return who keeps snapshots, or null if no module does} */
    public @Nullable Persistence persistence() {
        return snapshots.persistence();
    }

    /** {@return the connections as the host sees them} */
    public Sessions clients() {
        return sessions;
    }

    /** {@return how many commands clients can call, subcommands not counted} */
    public int commandCount() {
        return commands.commands().size();
    }

    /** Says what {@link #shutdown} does. */
    public void onShutdown(Runnable action) {
        onShutdown = action;
    }

    /** Saves what the rules want saved; no client may be left. */
    public void saveAtEnd() {
        snapshots.saveAtEnd();
    }

    /** Stops the modules, last started first, and frees the keyspace. No client may be left. */
    @Override
    public void close() {
        sessions.closeAll();
        for (ConfiguredModule module : started.reversed()) {
            ModuleStop.run(module, host.tasks(module.description()), ModuleStop.BUDGET);
        }
        started.clear();
        host.close();
        watchdog.close();
        background.close();
        snapshots.awaitEnd();
        store.close();
    }

    @Override
    public String version() {
        return identity.version();
    }

    @Override
    public String redisVersion() {
        return identity.redisVersion();
    }

    @Override
    public Keyspace keyspace() {
        return store;
    }

    @Override
    public long nowMillis() {
        return settings.nowMillis().getAsLong();
    }

    @Override
    public long nowMicros() {
        return settings.nowMicros().getAsLong();
    }

    @Override
    public long maxBulkBytes() {
        return settings.maxBulkBytes().getAsLong();
    }

    @Override
    public Collection<CommandInfo> commands() {
        return commandInfos;
    }

    @Override
    public @Nullable CommandInfo command(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        RegisteredCommand command = commands.find(bytes, 0, bytes.length);
        return command == null ? null : command.info();
    }

    @Override
    public List<Server.Module> modules() {
        return modules.stream().map(ConfiguredModule::description).toList();
    }

    @Override
    public Batch newBatch() {
        return new KeptRequests(store.shards());
    }

    @Override
    public List<Session> sessions() {
        return List.copyOf(sessions.all());
    }

    @Override
    public @Nullable Session session(long id) {
        return sessions.find(id);
    }

    @Override
    public void pauseClients(boolean writesOnly, long untilMillis) {
        watch.pause(writesOnly, untilMillis, nowMillis());
    }

    @Override
    public Message message(Message.Body body) {
        return new EncodedMessage(body);
    }

    @Override
    public void observe(CommandObserver observer) {
        watch.add(observer);
    }

    @Override
    public void unobserve(CommandObserver observer) {
        watch.remove(observer);
    }

    @Override
    public synchronized void listen(Set<KeyEvent.Kind> kinds, KeyListener listener) {
        consequences.listen(kinds, listener);
        followChanges();
    }

    @Override
    public void resumeClients() {
        watch.resume();
        sessions.wakeAll();
    }

    @Override
    public Map<String, String> parameters() {
        return settings.parameters().all();
    }

    @Override
    public void changeParameters(Map<String, String> changes) {
        settings.parameters().change(changes);
    }

    @Override
    public void rewriteConfigurationFile() {
        settings.parameters().rewriteFile();
    }

    @Override
    public boolean isSecretParameter(String name) {
        return settings.parameters().isSecret(name);
    }

    @Override
    public SlowLog slowLog() {
        return timings.slowLog();
    }

    @Override
    public LatencyMonitor latency() {
        return timings;
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public String info(Set<String> sections) {
        return info.render(sections);
    }

    @Override
    public void activeExpiry(boolean enabled) {
        background.expires(enabled);
    }

    @Override
    public MemoryUse memory() {
        return memory.use();
    }

    @Override
    public String allocatorReport() {
        return new AllocatorReport(store).text();
    }

    @Override
    public void purgeMemory() {
        store.purge();
        FreeMemory.giveBack();
    }

    @Override
    public void resetStatistics() {
        statistics.reset();
        extensions.metrics().values().forEach(PluginMetrics::reset);
        store.resetCounters();
        watchdog.slowRuns().reset();
        store.limit().resetExceeded();
    }

    @Override
    public boolean checksPasswords() {
        return sessions.checkPasswords();
    }

    @Override
    public void shutdown() {
        onShutdown.run();
    }
}
