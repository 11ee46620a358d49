package dev.mortise.runtime.command;

import dev.mortise.api.Authenticator;
import dev.mortise.api.Command;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.InfoSection;
import dev.mortise.api.Interceptor;
import dev.mortise.api.JournalListener;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyListener;
import dev.mortise.api.Live;
import dev.mortise.api.Metrics;
import dev.mortise.api.Persistence;
import dev.mortise.api.Selector;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;
import dev.mortise.api.Tasks;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostSetup;
import dev.mortise.runtime.config.InvalidConfig;
import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.config.ParameterSource;
import dev.mortise.runtime.statistics.PluginMetrics;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The {@link Setup} of one module: puts its name to all it registers, and dies with its {@code configure}. */
public final class ModuleSetup implements HostSetup {

    private final Registrations registrations;
    private final Server.Module module;
    private final Server server;
    private final Tasks tasks;
    private final Supplier<Path> dataDirectory;
    private final ModuleSettings settings;
    private final ParameterSource parameters;
    private @Nullable PluginMetrics metrics;
    private boolean over;

    /**
     * @param registrations where everything goes
     * @param module whose it is
     * @param server the server
     * @param tasks the module's timers and threads
     * @param dataDirectory makes the module's directory
     * @param settings what is set for modules
     * @param parameters those of the server
     */
    @SuppressWarnings("checkstyle:parameternumber") // All that a module is given, gathered in one place.
    public ModuleSetup(
            Registrations registrations,
            Server.Module module,
            Server server,
            Tasks tasks,
            Supplier<Path> dataDirectory,
            ModuleSettings settings,
            ParameterSource parameters) {
        this.settings = settings;
        this.parameters = parameters;
        this.registrations = registrations;
        this.module = module;
        this.server = server;
        this.tasks = tasks;
        this.dataDirectory = dataDirectory;
    }

    /** From now on every call fails: {@code configure} has returned. */
    public void end() {
        over = true;
        if (metrics != null) {
            metrics.end();
        }
    }

    private Registrations open() {
        if (over) {
            throw new IllegalStateException(module.id() + ": registered after configure had returned");
        }
        return registrations;
    }

    @Override
    public String pluginId() {
        return module.id();
    }

    @Override
    public System.Logger log() {
        return System.getLogger(module.id());
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public <C extends Record> C config(Class<C> type) {
        return bind(type, false).get();
    }

    @Override
    public <C extends Record> Live<C> liveConfig(Class<C> type) {
        return bind(type, true);
    }

    private <C extends Record> Live<C> bind(Class<C> type, boolean live) {
        open();
        try {
            return settings.bind(module.id(), type, live);
        } catch (InvalidConfig e) {
            throw new RefusedSettings(e);
        }
    }

    @Override
    public LongSupplier parameter(String name) {
        open();
        return parameters.number(name);
    }

    @Override
    public Setup onParameter(String name, Consumer<String> listener) {
        open();
        parameters.onChange(name, listener);
        return this;
    }

    @Override
    public Setup command(CommandSpec spec, Command body) {
        open().stage(spec, body, module, null);
        return this;
    }

    @Override
    public Setup container(CommandSpec spec) {
        open().stage(spec, null, module, null);
        return this;
    }

    @Override
    public Setup subcommand(String parent, CommandSpec spec, Command body) {
        open().stage(spec, body, module, parent);
        return this;
    }

    @Override
    public <V> ValueType<V> type(ValueType<V> type) {
        open().stageType(type, module);
        return type;
    }

    @Override
    public Setup on(Set<KeyEvent.Kind> kinds, KeyListener listener) {
        open().stageKeyListener(kinds, listener, module);
        return this;
    }

    @Override
    public Setup journal(JournalListener listener) {
        open().stageJournal(listener, module);
        return this;
    }

    @Override
    public Setup info(String title, InfoSection section) {
        open().stageInfo(title, section, module);
        return this;
    }

    @Override
    public Setup infoField(String name, LongSupplier value) {
        open().stageInfoField(name, value, module);
        return this;
    }

    @Override
    public Setup aclCategory(String name) {
        open().stageCategory(name, module);
        return this;
    }

    @Override
    public Setup intercept(Selector selector, Interceptor interceptor) {
        open().extensions().intercept(selector, interceptor, module);
        return this;
    }

    @Override
    public CommandRef ref(String command) {
        return open().extensions().ref(command, module);
    }

    @Override
    public <T> SessionSlot<T> sessionSlot(Supplier<T> initial) {
        return sessionSlot(initial, _ -> {});
    }

    @Override
    public <T> SessionSlot<T> sessionSlot(Supplier<T> initial, Consumer<T> end) {
        return open().extensions().slot(initial, end, module);
    }

    @Override
    public Setup onDisconnect(Consumer<Session> listener) {
        open().extensions().onDisconnect(listener, module);
        return this;
    }

    @Override
    public Setup authenticator(Authenticator authenticator) {
        open().extensions().authenticator(authenticator, module);
        return this;
    }

    @Override
    public Metrics metrics() {
        if (metrics == null) {
            metrics = new PluginMetrics();
            open().stageInfo(module.id(), metrics, module);
            registrations.extensions().metrics(module, metrics);
        }
        return metrics;
    }

    @Override
    public Tasks tasks() {
        return tasks;
    }

    @Override
    public Path dataDirectory() {
        return dataDirectory.get();
    }

    @Override
    public Setup persistence(Persistence persistence) {
        open().stagePersistence(persistence, module);
        return this;
    }
}
