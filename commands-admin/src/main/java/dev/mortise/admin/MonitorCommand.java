package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Session;

/**
 * {@code MONITOR}: from now on shows this client every command that any client has executed.
 *
 * <p>Who monitors already gets no reply, as in Redis, where a monitor is a kind of replica.
 */
final class MonitorCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("MONITOR")
            .args(0)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("1.0.0")
            // Redis does not say what it costs, which is up to what the other clients do.
            .complexity("")
            .summary("Shows every command that is executed, as it happens.")
            .build();

    private final Monitors monitors;

    MonitorCommand(Monitors monitors) {
        this.monitors = monitors;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Session session = request.session();
        if (session.kind() == Session.Kind.MONITOR) {
            session.omitReplies(Math.max(1, session.omittedReplies()));
        } else {
            session.kind(Session.Kind.MONITOR);
            monitors.add(session, request.server());
        }
        reply.ok();
    }
}
