package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;

/**
 * {@code PING [message]}: shows that the server is there, and returns the message if there is one.
 *
 * <p>To a client that listens to channels and speaks RESP2 it is an array of two, {@code pong} and the message: one may
 * be told from what is published by its first word.
 */
final class PingCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("PING")
            .args(0, 1)
            .flags(Flag.FAST)
            .acl("connection")
            .group("connection")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Answers PONG, or the message it was sent.")
            .arguments(Argument.string("message").optional())
            .tips("request_policy:all_shards", "response_policy:all_succeeded")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Session session = request.session();
        if (session.kind() == Session.Kind.PUBSUB && session.protocol() == 2) {
            reply.array(2);
            reply.bulk("pong");
            reply.bulk(request.size() == 0 ? Slice.EMPTY : request.arg(0));
        } else if (request.size() == 0) {
            reply.status("PONG");
        } else {
            reply.bulk(request.arg(0));
        }
    }
}
