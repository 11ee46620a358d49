package dev.mortise.admin;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Setup;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Commands that take as many microseconds as they are told to, and reply as many bytes. */
final class TimedModule implements CommandModule {

    /** The server whose time is to pass, once it is there. */
    @Nullable
    TestServer server;

    /** {@return a server with these commands and the usual ones} */
    static TestServer newServer() {
        TimedModule module = new TimedModule();
        TestServer server = TestServer.with(new AdminModule(), module);
        module.server = server;
        return server;
    }

    private static CommandSpec.Builder spec(String name) {
        return CommandSpec.named(name).args(1, CommandSpec.MANY);
    }

    @Override
    public void configure(Setup setup) {
        setup.command(
                        spec("QUICKLY")
                                .flags(Flag.FAST)
                                .complexity("O(1) for each thing")
                                .build(),
                        (request, reply) -> {
                            pass(request.arg(0).asLong());
                            reply.ok();
                        })
                .command(spec("QUICK").flags(Flag.FAST).complexity("O(1)").build(), (request, reply) -> {
                    pass(request.arg(0).asLong());
                    reply.bulk(
                            new byte
                                    [request.size() > 1 && request.arg(1).isLong()
                                            ? (int) request.arg(1).asLong()
                                            : 0]);
                })
                .command(spec("STEADY").flags(Flag.FAST).complexity("O(N)").build(), (request, reply) -> {
                    pass(request.arg(0).asLong());
                    reply.ok();
                })
                .command(spec("HIDDEN").flags(Flag.SKIP_SLOWLOG).build(), (request, reply) -> {
                    pass(request.arg(0).asLong());
                    reply.ok();
                })
                .command(spec("SLOW").build(), (request, reply) -> {
                    pass(request.arg(0).asLong());
                    reply.ok();
                });
    }

    private void pass(long micros) {
        if (server != null) {
            server.advance(Duration.ofNanos(micros * 1000));
        }
    }
}
