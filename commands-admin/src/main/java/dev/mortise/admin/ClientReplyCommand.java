package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;

/**
 * {@code CLIENT REPLY ON | OFF | SKIP}: sends replies, or none, or none to the next command.
 *
 * <p>For clients that fill a server and do not want to read what they know. {@code OFF} and {@code SKIP} are not
 * answered either, and {@code SKIP} changes nothing while replies are off.
 */
final class ClientReplyCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("REPLY")
            .args(1)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("3.2.0")
            .complexity("O(1)")
            .summary("Chooses whether this connection gets replies.")
            .arguments(Argument.oneOf(
                    "on_off_skip", Argument.keyword("ON"), Argument.keyword("OFF"), Argument.keyword("SKIP")))
            .build();

    /** SKIP itself, and the command after it. */
    private static final int SKIPPED = 2;

    @Override
    public void execute(Request request, Reply reply) {
        Slice word = request.arg(0);
        Session session = request.session();
        if (word.is("ON")) {
            session.omitReplies(0);
        } else if (word.is("OFF")) {
            session.omitReplies(Session.ALL_REPLIES);
        } else if (word.is("SKIP")) {
            session.omitReplies(Math.max(SKIPPED, session.omittedReplies()));
        } else {
            throw ServerError.syntax();
        }
        reply.ok();
    }
}
