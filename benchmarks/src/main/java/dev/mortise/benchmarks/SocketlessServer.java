package dev.mortise.benchmarks;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.api.Slice;
import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.config.Parameter;
import dev.mortise.runtime.config.ParameterTable;
import dev.mortise.runtime.dispatch.Dispatcher;
import dev.mortise.runtime.info.ServerIdentity;
import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.resp.ClientInput;
import dev.mortise.runtime.resp.DecoderLimits;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.server.ConfiguredModule;
import dev.mortise.runtime.server.CoreSettings;
import dev.mortise.runtime.server.Parameters;
import dev.mortise.runtime.server.PluginPolicy;
import dev.mortise.runtime.server.ServerCore;
import dev.mortise.runtime.server.StartFailure;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.session.Connection;
import dev.mortise.runtime.session.ConnectionMemory;
import dev.mortise.runtime.session.Credentials;
import dev.mortise.runtime.statistics.TimingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server without sockets, and its first client: bytes of requests go in, bytes of replies come out. For one thread;
 * others have clients of their own.
 */
final class SocketlessServer implements AutoCloseable {

    private final Nobody nobody = new Nobody();
    private final ServerCore core;
    private final Client first;

    private SocketlessServer(List<ConfiguredModule> modules) throws StartFailure {
        core = new ServerCore(
                new CoreSettings(
                        StoreSettings.defaults(),
                        new MemoryLimit(),
                        nobody,
                        nobody,
                        PluginPolicy.DEFAULT,
                        System::currentTimeMillis,
                        System::nanoTime,
                        System::nanoTime,
                        TimingSettings::defaults,
                        () -> 1 << 20,
                        false,
                        () -> Path.of("target"),
                        false),
                modules,
                new ServerIdentity("0", "7.0.15", "0".repeat(40), "none", ""));
        core.start();
        first = newClient();
    }

    /** {@return a server with these modules} */
    static SocketlessServer with(CommandModule... modules) throws StartFailure {
        return new SocketlessServer(List.of(modules).stream()
                .map(module -> new ConfiguredModule(
                        new Server.Module(module.getClass().getPackageName(), "", "", true), module))
                .toList());
    }

    /** {@return one more client, with an event loop of its own: for one thread, which may be another} */
    Client newClient() {
        return new Client(core.newDispatcher(), core.clients().open(nobody));
    }

    /** {@return how many bytes the replies to some requests have} */
    long execute(byte[] requests) {
        return first.execute(requests);
    }

    /** A client and its event loop. */
    static final class Client {

        private final ClientInput input = new ClientInput(new byte[ClientInput.SHARED_BYTES]);
        private final RequestBatch batch = new RequestBatch();
        private final ReplyWriter reply = new ReplyWriter();
        private final Dispatcher dispatcher;
        private final ClientSession session;

        private Client(Dispatcher dispatcher, ClientSession session) {
            this.dispatcher = dispatcher;
            this.session = session;
        }

        /** {@return how many bytes the replies to some requests have} */
        long execute(byte[] requests) {
            int count = input.prepare(requests.length);
            System.arraycopy(requests, 0, input.bytes(), input.limit(), count);
            input.received(count);
            input.decode(batch, DecoderLimits.defaults(), true);
            dispatcher.execute(batch, 0, session, reply, Long.MAX_VALUE);
            input.release();
            long bytes = reply.size();
            reply.reset();
            return bytes;
        }
    }

    /** Frees the keyspace. */
    @Override
    public void close() {
        core.close();
    }

    /** A client without a connection, of a server without configuration. */
    private static final class Nobody implements Parameters, Credentials, Connection {
        @Override
        public Map<String, String> all() {
            return Map.of();
        }

        @Override
        public LongSupplier number(String name) {
            Parameter<?> parameter = ParameterTable.find(name);
            if (parameter != null && parameter.defaultValue() instanceof Long number) {
                return () -> number;
            }
            return Parameters.super.number(name);
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
            throw new IllegalStateException("nothing can be changed here");
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
        public String address() {
            return "";
        }

        @Override
        public String localAddress() {
            return "";
        }

        @Override
        public int fileDescriptor() {
            return -1;
        }

        @Override
        public ConnectionMemory memory() {
            return ConnectionMemory.NONE;
        }

        @Override
        public boolean servedByThisThread() {
            return true;
        }

        @Override
        public boolean push(byte[] message) {
            return false;
        }

        @Override
        public byte @Nullable [] takePushed() {
            return null;
        }

        @Override
        public void wake() {
            // It never waits.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
