package dev.mortise.runtime.config;

import dev.mortise.api.ServerError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The configuration of the running server: what {@code CONFIG GET} reads and {@code CONFIG SET} changes.
 *
 * <p><b>How it works.</b> A change makes a new {@link ServerConfig} from the present one, publishes it with one write,
 * and then tells the listeners. Whoever reads a value per request keeps it in a field of its own, and has a listener
 * set that field: a request never looks anything up by name.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>All or nothing: names are checked first, then values, and only then is anything changed.
 *   <li>Changes come one after another, and every listener sees them in that order.
 *   <li>Modules are asked about their settings before anything changes, and may refuse.
 *   <li>Listeners cannot refuse: a parameter whose change might fail, such as the port, is fixed at start.
 * </ol>
 *
 * <p>For any thread.
 */
public final class LiveConfig implements ParameterSource {

    private record Change(Parameter<?> parameter, String name, String text) {}

    private final List<Consumer<ServerConfig>> listeners = new CopyOnWriteArrayList<>();
    private final ConfigRewrite rewrite = new ConfigRewrite(new AtomicFile());
    private final ModuleSettings settings;
    private volatile ServerConfig current;

    /**
     * Starts from what the operator gave.
     *
     * @param initial the configuration at start
     */
    public LiveConfig(ServerConfig initial) {
        this.current = initial;
        this.settings = ModuleSettings.of(initial);
    }

    /** {@return the configuration of this moment} */
    public ServerConfig current() {
        return current;
    }

    /** {@return what is set for modules} */
    public ModuleSettings settings() {
        return settings;
    }

    /** {@return all values by name, in any case, as {@code CONFIG GET} shows them} */
    public Map<String, String> parameters() {
        Map<String, String> texts = settings.texts();
        texts.putAll(current.texts());
        return texts;
    }

    @Override
    public LongSupplier number(String name) {
        Parameter<?> parameter = ParameterTable.find(name);
        if (parameter == null || !(parameter.defaultValue() instanceof Long)) {
            throw new IllegalArgumentException("there is no parameter '" + name + "' that is a number");
        }
        AtomicLong present = new AtomicLong();
        onChange(config -> present.set((Long) config.value(parameter)));
        return present::get;
    }

    @Override
    public void onChange(String name, Consumer<String> listener) {
        Parameter<?> parameter = ParameterTable.find(name);
        if (parameter == null) {
            throw new IllegalArgumentException("there is no parameter '" + name + "'");
        }
        AtomicReference<String> told = new AtomicReference<>();
        onChange(config -> {
            String text = config.written(parameter);
            if (!text.equals(told.getAndSet(text))) {
                listener.accept(text);
            }
        });
    }

    /** Tells a listener of the present configuration now, and of each later one. It must neither fail nor block. */
    public synchronized void onChange(Consumer<ServerConfig> listener) {
        listener.accept(current);
        listeners.add(listener);
    }

    /**
     * Changes parameters, all or none.
     *
     * @param changes new values by name, in the order the client gave them
     * @throws ServerError in the words of Redis; of several mistakes it names the one that Redis names
     */
    public synchronized void changeParameters(Map<String, String> changes) {
        ServerConfig changed = current;
        ModuleSettings.Draft draft = settings.draft();
        for (Change change : checkNames(changes, draft)) {
            try {
                changed = changed.withText(change.parameter, change.text);
            } catch (InvalidValue e) {
                throw failed(change.parameter.nameLike(change.name), e.text());
            }
        }
        try {
            draft.agree();
        } catch (ModuleSettings.Refused e) {
            throw failed(e.name(), e.reason());
        }
        current = changed;
        draft.publish();
        for (Consumer<ServerConfig> listener : listeners) {
            listener.accept(changed);
        }
    }

    /**
     * Says what a parameter turned out to be, of which it was left to the server. No listener needs to know.
     */
    public synchronized <T> void found(Parameter<T> parameter, T value) {
        current = current.with(parameter, value);
    }

    /**
     * Writes the present values into the file that the configuration came from. No change comes in between.
     *
     * @throws ServerError in the words of Redis, if there is no file or it cannot be written
     */
    public synchronized void rewriteFile() {
        rewrite.rewrite(current, settings);
    }

    /**
     * As Redis: mistakes of names, of all names, come before mistakes of values, and repeat the name as it was given.
     */
    private static List<Change> checkNames(Map<String, String> changes, ModuleSettings.Draft draft) {
        List<Change> checked = new ArrayList<>();
        Set<String> names = new HashSet<>();
        changes.forEach((name, text) -> {
            Parameter<?> parameter = ParameterTable.find(name);
            if (parameter == null) {
                take(name, text, draft);
                return;
            }
            if (!parameter.isLive()) {
                throw failed(name, "can't set immutable config");
            }
            // Two names of one parameter are no duplicates; the later value counts.
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw failed(name, "duplicate parameter");
            }
            checked.add(new Change(parameter, name, text));
        });
        return checked;
    }

    private static void take(String name, String text, ModuleSettings.Draft draft) {
        switch (draft.take(name, text)) {
            case YES -> {}
            case FIXED -> throw failed(name, "can't set immutable config");
            case TWICE -> throw failed(name, "duplicate parameter");
            case UNKNOWN ->
                throw ServerError.err("Unknown option or number of arguments for CONFIG SET - '" + name + "'");
        }
    }

    private static ServerError failed(String name, String text) {
        return ServerError.err("CONFIG SET failed (possibly related to argument '" + name + "') - " + text);
    }
}
