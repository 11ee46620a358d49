package dev.mortise.runtime.server;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.info.ServerIdentity;
import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.resp.DecoderLimits;
import dev.mortise.runtime.session.Credentials;
import dev.mortise.runtime.statistics.TimingSettings;
import dev.mortise.runtime.transport.OutputLimit;
import dev.mortise.runtime.transport.TransportSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Settings of a server that was told nothing, for a test to change. */
final class TestSettings implements Parameters, Credentials, TransportSettings {
    int maxClients = 100;
    OutputLimit outputLimit = OutputLimit.NONE;
    LongSupplier nanoTime = System::nanoTime;
    boolean backgroundWork;
    Path dataDirectory = Path.of("target");

    /** {@return a server with these settings and one module, which takes clients} */
    MortiseServer start(Listening listening, Server.Module about, CommandModule module) throws StartFailure {
        CoreSettings core = new CoreSettings(
                new StoreSettings(4, 2, 1 << 24),
                new MemoryLimit(),
                this,
                this,
                PluginPolicy.DEFAULT,
                System::currentTimeMillis,
                () -> System.currentTimeMillis() * 1000,
                nanoTime,
                TimingSettings::defaults,
                () -> 1 << 20,
                backgroundWork,
                () -> dataDirectory,
                false);
        return MortiseServer.start(
                core,
                this,
                listening,
                List.of(new ConfiguredModule(about, module)),
                new ServerIdentity("0-test", "7.0.15", "0".repeat(40), "test", ""));
    }

    @Override
    public Map<String, String> all() {
        return Map.of();
    }

    @Override
    public ModuleSettings settings() {
        return ModuleSettings.of(Map.of());
    }

    @Override
    public void rewriteFile() {
        throw new IllegalStateException("there is no file");
    }

    @Override
    public boolean isSecret(String name) {
        return false;
    }

    @Override
    public void change(Map<String, String> changes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean required() {
        return false;
    }

    @Override
    public boolean accept(String user, Slice password) {
        return true;
    }

    @Override
    public int maxClients() {
        return maxClients;
    }

    @Override
    public long timeoutMillis() {
        return 0;
    }

    @Override
    public int tcpKeepAliveSeconds() {
        return 300;
    }

    @Override
    public boolean protectedMode() {
        return true;
    }

    @Override
    public long maxClientsBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public OutputLimit pushLimit(Session.Kind kind) {
        return OutputLimit.NONE;
    }

    @Override
    public OutputLimit outputLimit(Session.Kind kind) {
        return outputLimit;
    }

    @Override
    public DecoderLimits decoderLimits() {
        return DecoderLimits.defaults();
    }
}
