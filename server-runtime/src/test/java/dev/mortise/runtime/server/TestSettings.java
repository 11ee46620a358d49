package dev.mortise.runtime.server;

import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.resp.DecoderLimits;
import dev.mortise.runtime.session.Credentials;
import dev.mortise.runtime.transport.OutputLimit;
import dev.mortise.runtime.transport.TransportSettings;
import java.util.Map;

/** Settings of a server that was told nothing, for a test to change. */
final class TestSettings implements Parameters, Credentials, TransportSettings {
    int maxClients = 100;
    OutputLimit outputLimit = OutputLimit.NONE;

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
