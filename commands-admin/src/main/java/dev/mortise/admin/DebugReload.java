package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Snapshots;

/**
 * {@code DEBUG RELOAD [MERGE] [NOFLUSH] [NOSAVE]}: saves a snapshot, removes all keys, and loads it. Until that is done
 * other clients are told that the data is being loaded.
 *
 * <p>With {@code NOFLUSH} keys stay, and those of the snapshot replace those of the same name, as {@code MERGE} asks
 * for; in Redis a key that is there already is a failure without {@code MERGE}.
 */
final class DebugReload implements Command {

    private static final ServerError BAD_OPTION =
            ServerError.err("DEBUG RELOAD only supports the MERGE, NOFLUSH and" + " NOSAVE options.");

    private final SnapshotWait waiting = new SnapshotWait();

    @Override
    public void execute(Request request, Reply reply) {
        boolean saves = true;
        boolean clears = true;
        for (int i = 1; i < request.size(); i++) {
            Slice option = request.arg(i);
            if (option.is("NOSAVE")) {
                saves = false;
            } else if (option.is("NOFLUSH")) {
                clears = false;
            } else if (!option.is("MERGE")) {
                throw BAD_OPTION;
            }
        }
        boolean save = saves;
        boolean clear = clears;
        Snapshots.Task task =
                waiting.await(request, () -> request.server().snapshots().reload(save, clear));
        if (task != null) {
            if (task.failure() != null) {
                throw ServerError.err("Error trying to load the RDB dump, check server logs.");
            }
            reply.ok();
        }
    }
}
