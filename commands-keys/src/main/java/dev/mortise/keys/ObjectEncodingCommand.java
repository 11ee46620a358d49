package dev.mortise.keys;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code OBJECT ENCODING key}: the name of the form in which the value is kept, or nil if there is no such key. */
final class ObjectEncodingCommand implements Command {

    static final CommandSpec SPEC = ObjectSubcommand.named("ENCODING", "2.2.3")
            .summary("Returns the name of the form a value is kept in.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        String encoding = request.peek(0).encoding();
        if (encoding == null) {
            reply.nil();
        } else {
            reply.bulk(encoding);
        }
    }
}
