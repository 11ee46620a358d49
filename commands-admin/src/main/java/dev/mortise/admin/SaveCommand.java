package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Snapshots;

/**
 * {@code SAVE}: saves a snapshot and answers when it is saved. In Redis all clients wait meanwhile; here only the one
 * that asked does.
 */
final class SaveCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SAVE")
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING, Flag.NO_MULTI)
            .group("server")
            .since("1.0.0")
            .complexity("O(N) where N is the total number of keys in all databases")
            .summary("Saves the keys and waits until that is done.")
            .build();

    private final SnapshotWait waiting = new SnapshotWait();

    @Override
    public void execute(Request request, Reply reply) {
        Snapshots.Task task = waiting.await(request, request.server().snapshots()::save);
        if (task != null) {
            String failure = task.failure();
            if (failure != null) {
                throw ServerError.err("the snapshot could not be saved: " + failure);
            }
            reply.ok();
        }
    }
}
