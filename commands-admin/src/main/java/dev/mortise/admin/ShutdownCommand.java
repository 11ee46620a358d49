package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Snapshots;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [ABORT]}: stops the server.
 *
 * <p>Nothing is answered: the client sees its connection close, which is what client libraries wait for. A snapshot is
 * saved before if there are rules for snapshots, or if {@code SAVE} says so; nobody can write meanwhile. If that is not
 * possible the server goes on, unless {@code FORCE} says that this does not matter. There is no replica to wait for, so
 * that {@code NOW} adds nothing, and nothing to {@code ABORT} but the saving, which is over soon.
 */
final class ShutdownCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SHUTDOWN")
            .args(0, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.NO_MULTI, Flag.ALLOW_BUSY)
            .group("server")
            .since("1.0.0")
            .complexity("O(N) when saving, where N is the total number of keys in all databases when saving data,"
                    + " otherwise O(1)")
            .summary("Stops the server.")
            .arguments(
                    Argument.oneOf("nosave_save", Argument.keyword("NOSAVE"), Argument.keyword("SAVE"))
                            .optional(),
                    Argument.keyword("NOW").since("7.0.0").optional(),
                    Argument.keyword("FORCE").since("7.0.0").optional(),
                    Argument.keyword("ABORT").since("7.0.0").optional())
            .history("7.0.0", "Takes `NOW`, `FORCE` and `ABORT`.")
            .build();

    private static final ServerError NOTHING_TO_ABORT = ServerError.err("No shutdown in progress.");
    private static final ServerError NOT_KEPT = ServerError.err("Errors trying to SHUTDOWN. The data is in memory only"
            + " and cannot be saved; use SHUTDOWN NOSAVE to give it up.");
    private static final ServerError NOT_SAVED = ServerError.err("Errors trying to SHUTDOWN. Check logs.");

    /** What may be asked of a shutdown. */
    private enum Option {
        SAVE,
        NOSAVE,
        NOW,
        FORCE,
        ABORT
    }

    private static final Set<Option> CONTRADICTION = Set.of(Option.SAVE, Option.NOSAVE);

    private static final long PAUSE_MILLIS = 1000;

    private final SnapshotWait waiting = new SnapshotWait();

    @Override
    public void execute(Request request, Reply reply) {
        Set<Option> options = options(request);
        if (options.contains(Option.ABORT)) {
            throw NOTHING_TO_ABORT;
        }
        Snapshots snapshots = request.server().snapshots();
        boolean force = options.contains(Option.FORCE);
        if (options.contains(Option.SAVE) && !snapshots.kept() && !force) {
            throw NOT_KEPT;
        }
        boolean saves = options.contains(Option.SAVE) || (snapshots.automatic() && !options.contains(Option.NOSAVE));
        if (saves && snapshots.kept() && !saved(request, snapshots, force)) {
            return;
        }
        request.server().shutdown();
        request.session().kill();
        // Goes nowhere, since the connection is closed; but a command owes a reply.
        reply.ok();
    }

    /** {@return whether a snapshot was saved, or need not be; if not, the client waits} */
    private boolean saved(Request request, Snapshots snapshots, boolean force) {
        // Renewed as long as the client waits, so that others can write again soon if it leaves.
        request.server().pauseClients(true, request.nowMillis() + PAUSE_MILLIS);
        if (snapshots.running() && !waiting.waits(request)) {
            // What is being saved lacks what was written since; the next is the last.
            waiting.again(request);
            return false;
        }
        Snapshots.Task task = waiting.await(request, snapshots::save);
        if (task == null) {
            return false;
        }
        if (task.failure() != null && !force) {
            request.server().resumeClients();
            throw NOT_SAVED;
        }
        return true;
    }

    private static Set<Option> options(Request request) {
        Set<Option> options = EnumSet.noneOf(Option.class);
        for (int i = 0; i < request.size(); i++) {
            options.add(option(request.arg(i)));
        }
        boolean abortsAndMore = options.contains(Option.ABORT) && options.size() > 1;
        if (abortsAndMore || options.containsAll(CONTRADICTION)) {
            throw ServerError.syntax();
        }
        return options;
    }

    private static Option option(Slice word) {
        for (Option option : Option.values()) {
            if (word.is(option.name())) {
                return option;
            }
        }
        throw ServerError.syntax();
    }
}
