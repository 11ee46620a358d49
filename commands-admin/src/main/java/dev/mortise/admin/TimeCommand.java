package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code TIME}: the server's clock, as seconds since 1970 and the microseconds that go beyond. */
final class TimeCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("TIME")
            .args(0)
            .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
            .group("server")
            .since("2.6.0")
            .complexity("O(1)")
            .summary("Returns the time of the server.")
            .tips("nondeterministic_output")
            .build();

    private static final long MICROS_PER_SECOND = 1_000_000;

    @Override
    public void execute(Request request, Reply reply) {
        long micros = request.server().nowMicros();
        reply.array(2);
        reply.bulk(Long.toString(micros / MICROS_PER_SECOND));
        reply.bulk(Long.toString(micros % MICROS_PER_SECOND));
    }
}
