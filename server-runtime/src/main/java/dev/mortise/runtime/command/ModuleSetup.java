package dev.mortise.runtime.command;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.InfoSection;
import dev.mortise.api.Server;
import dev.mortise.api.Setup;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostSetup;

/** The {@link Setup} of one module: puts its name to all it registers, and dies with its {@code configure}. */
public final class ModuleSetup implements HostSetup {

    private final Registrations registrations;
    private final Server.Module module;
    private final Server server;
    private boolean over;

    public ModuleSetup(Registrations registrations, Server.Module module, Server server) {
        this.registrations = registrations;
        this.module = module;
        this.server = server;
    }

    /** From now on every call fails: {@code configure} has returned. */
    public void end() {
        over = true;
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
    public Setup info(String title, InfoSection section) {
        open().stageInfo(title, section, module);
        return this;
    }
}
