package dev.mortise.runtime.server;

import dev.mortise.api.Server;
import dev.mortise.runtime.command.ModuleSetup;
import dev.mortise.runtime.command.Registrations;
import dev.mortise.runtime.isolation.BorrowWatch;
import dev.mortise.runtime.isolation.PluginFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What the host keeps for each module besides its commands: threads, timers, a directory, and what it has done wrong.
 *
 * <p>Filled while modules are configured, by the thread that starts the server; for any thread afterwards.
 */
final class PluginHost implements AutoCloseable {

    private final CoreSettings settings;
    private final PluginFailures failures;
    private final Timers timers;
    private final Map<String, PluginTasks> tasks = new LinkedHashMap<>();

    PluginHost(CoreSettings settings) {
        this.settings = settings;
        this.failures = new PluginFailures(settings.nanoTime());
        this.timers = new Timers(settings.nanoTime(), settings.backgroundWork());
    }

    /** {@return where a module registers, which is to be configured} */
    ModuleSetup setup(ConfiguredModule module, Registrations registrations, Server server) {
        Server.Module description = module.description();
        PluginTasks own = tasks.computeIfAbsent(
                description.id(), _ -> new PluginTasks(module, timers, failures, !settings.backgroundWork()));
        return new ModuleSetup(
                registrations,
                description,
                server,
                own,
                () -> dataDirectory(description),
                settings.parameters().settings(),
                settings.parameters());
    }

    private Path dataDirectory(Server.Module module) {
        try {
            return Files.createDirectories(settings.dataDirectory().get().resolve(module.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return whether what modules borrow is watched} */
    BorrowWatch watch() {
        return settings.checks() ? BorrowWatch.ON : BorrowWatch.OFF;
    }

    PluginFailures failures() {
        return failures;
    }

    Timers timers() {
        return timers;
    }

    /** {@return the timers and threads of a module} */
    PluginTasks tasks(Server.Module module) {
        return Objects.requireNonNull(tasks.get(module.id()), module.id());
    }

    /** {@return what runs things on threads of a module's own} */
    Executor threads(Server.Module module) {
        return tasks(module).background();
    }

    /** {@return how many threads of modules run} */
    int running() {
        return tasks.values().stream().mapToInt(PluginTasks::running).sum();
    }

    /** {@return whether no thread of a module runs any more, after so much time at most} */
    boolean awaitThreads(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (PluginTasks each : tasks.values()) {
            each.await(deadline);
        }
        return running() == 0;
    }

    @Override
    public void close() {
        timers.close();
    }
}
