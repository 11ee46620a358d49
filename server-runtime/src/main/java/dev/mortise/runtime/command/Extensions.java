package dev.mortise.runtime.command;

import dev.mortise.api.Authenticator;
import dev.mortise.api.Interceptor;
import dev.mortise.api.Selector;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.SessionSlot;
import dev.mortise.runtime.isolation.BorrowWatch;
import dev.mortise.runtime.statistics.PluginMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What modules register besides commands and types: interceptors, calls, slots, listeners, an authenticator, figures.
 *
 * <p>Collected while modules are configured; {@link #bind} then finds the commands that are meant. Used by the thread
 * that starts the server; what is read afterwards does not change any more.
 */
public final class Extensions {

    private record Staged(Selector selector, Interception interception) {}

    private final BorrowWatch watch;
    private final List<Staged> interceptors = new ArrayList<>();
    private final List<CalledCommand> refs = new ArrayList<>();
    private final List<PluginSlot<?>> slots = new ArrayList<>();
    private final List<DisconnectListener> disconnectListeners = new ArrayList<>();
    private final List<PluginAuthenticator> authenticators = new ArrayList<>();
    private final Map<String, PluginMetrics> metrics = new LinkedHashMap<>();

    /** Nothing registered yet, and nothing to be watched. */
    public Extensions() {
        this(BorrowWatch.OFF);
    }

    Extensions(BorrowWatch watch) {
        this.watch = watch;
    }

    void intercept(Selector selector, Interceptor interceptor, Server.Module module) {
        interceptors.add(new Staged(selector, new Interception(watch.around(interceptor), module)));
    }

    CalledCommand ref(String name, Server.Module caller) {
        CalledCommand ref = new CalledCommand(name, caller);
        refs.add(ref);
        return ref;
    }

    <T> SessionSlot<T> slot(Supplier<T> initial, Consumer<T> end, Server.Module module) {
        PluginSlot<T> slot = new PluginSlot<>(slots.size(), initial, end, module, watch);
        slots.add(slot);
        return slot;
    }

    void onDisconnect(Consumer<Session> listener, Server.Module module) {
        disconnectListeners.add(new DisconnectListener(listener, module));
    }

    void authenticator(Authenticator authenticator, Server.Module module) {
        authenticators.add(new PluginAuthenticator(authenticator, module));
    }

    void metrics(Server.Module module, PluginMetrics figures) {
        metrics.put(module.id(), figures);
    }

    /** {@return the slots, each at its index} */
    public List<PluginSlot<?>> slots() {
        return slots;
    }

    /** {@return who is told of connections that have ended, in the order of registration} */
    public List<DisconnectListener> disconnectListeners() {
        return disconnectListeners;
    }

    /** {@return who decides who clients are, or null if that is left to {@code requirepass}} */
    public @Nullable PluginAuthenticator authenticator() {
        return authenticators.isEmpty() ? null : authenticators.getFirst();
    }

    /** {@return the figures of modules, by their names} */
    public Map<String, PluginMetrics> metrics() {
        return metrics;
    }

    /** Is told what is wrong. */
    @FunctionalInterface
    interface Problems {
        void add(Server.Module module, String cause, String remedy);
    }

    /** Forgets what a module has registered. Its slots stay, where nobody will look. */
    void withdraw(String moduleId) {
        interceptors.removeIf(each -> each.interception.module().id().equals(moduleId));
        refs.removeIf(each -> each.caller().id().equals(moduleId));
        disconnectListeners.removeIf(each -> each.module().id().equals(moduleId));
        authenticators.removeIf(each -> each.module().id().equals(moduleId));
        metrics.remove(moduleId);
    }

    /** Finds the commands that are meant, and says what there is not. */
    void bind(List<RegisteredCommand> commands, Problems problems) {
        Map<String, RegisteredCommand> byName = new LinkedHashMap<>();
        for (RegisteredCommand command : commands) {
            byName.put(command.fullName(), command);
            command.subcommands().forEach(sub -> byName.put(sub.fullName(), sub));
        }
        bindInterceptors(byName, problems);
        for (CalledCommand ref : refs) {
            RegisteredCommand command = byName.get(ref.fullName());
            if (command == null || command.body() == null) {
                problems.add(
                        ref.caller(),
                        "it calls %s, and there is no such command%s"
                                .formatted(shown(ref.fullName()), command == null ? "" : ", only its subcommands"),
                        "check the name, or install the plugin that has it");
            } else {
                ref.found(command);
            }
        }
        for (int i = 1; i < authenticators.size(); i++) {
            problems.add(
                    authenticators.get(i).module(),
                    "it wants to authenticate clients, which '%s' does already"
                            .formatted(authenticators.getFirst().module().id()),
                    "disable one of them");
        }
    }

    private void bindInterceptors(Map<String, RegisteredCommand> byName, Problems problems) {
        if (interceptors.isEmpty()) {
            return;
        }
        for (Staged staged : interceptors) {
            for (String name : staged.selector.required()) {
                if (!byName.containsKey(name)) {
                    problems.add(
                            staged.interception.module(),
                            "it intercepts %s, and there is no such command".formatted(shown(name)),
                            "check the name, or install the plugin that has it");
                }
            }
        }
        for (RegisteredCommand command : byName.values()) {
            Server.CommandInfo info = command.info();
            command.intercept(interceptors.stream()
                    .filter(staged -> staged.selector.selects(info))
                    .map(Staged::interception)
                    .toList());
        }
    }

    private static String shown(String fullName) {
        return fullName.toUpperCase(Locale.ROOT).replace('|', ' ');
    }
}
