package acme.embedded;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Setup;
import java.util.function.LongSupplier;

/** {@code APP.STATUS}: what the program knows of itself, for anybody with a {@code redis-cli}. */
final class Status implements CommandModule {

    private final LongSupplier uptimeSeconds;

    Status(LongSupplier uptimeSeconds) {
        this.uptimeSeconds = uptimeSeconds;
    }

    @Override
    public void configure(Setup setup) {
        setup.command(
                CommandSpec.named("APP.STATUS")
                        .args(0)
                        .flags(Flag.READONLY, Flag.FAST)
                        .summary("Tells how the program is doing.")
                        .since("1.0.0")
                        .build(),
                (request, reply) -> {
                    reply.map(2);
                    reply.bulk("server_version");
                    reply.bulk(request.server().version());
                    reply.bulk("uptime_seconds");
                    reply.integer(uptimeSeconds.getAsLong());
                });
    }
}
