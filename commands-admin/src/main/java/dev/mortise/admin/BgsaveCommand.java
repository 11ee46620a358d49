package dev.mortise.admin;

import static dev.mortise.api.CommandSpec.MANY;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Snapshots;

/**
 * {@code BGSAVE [SCHEDULE]}: begins to save a snapshot. {@code SCHEDULE} is for when a journal is being rewritten,
 * which cannot be here, so that it makes no difference.
 */
final class BgsaveCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("BGSAVE")
            .args(0, MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING)
            .group("server")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Begins to save the keys in the background.")
            .arguments(Argument.keyword("SCHEDULE").since("3.2.2").optional())
            .history("3.2.2", "Takes `SCHEDULE`.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() > 1 || (request.size() == 1 && !request.arg(0).is("SCHEDULE"))) {
            throw ServerError.syntax();
        }
        Snapshots.Task task = request.server().snapshots().save();
        if (task.done() && task.failure() != null) {
            throw ServerError.err("the snapshot could not be saved: " + task.failure());
        }
        reply.status("Background saving started");
    }
}
