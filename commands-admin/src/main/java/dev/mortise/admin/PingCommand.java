package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code PING [message]}: shows that the server is there, and returns the message if there is one. */
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
        if (request.size() == 0) {
            reply.status("PONG");
        } else {
            reply.bulk(request.arg(0));
        }
    }
}
