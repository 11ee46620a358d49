package dev.mortise.strings;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;

/**
 * {@code GET key}.
 *
 * <p>Replies the string, or nil if there is no such key. The bytes go from where they are stored straight into the
 * reply, and nothing is allocated: this is the command by which the server is measured.
 */
final class GetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("GET")
            .args(1)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("string")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Returns the string value of a key.")
            .arguments(Argument.key("key"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        answer(request.entry(0), reply);
    }

    /** Replies the string an entry holds, or nil; for all commands that begin or end with a GET. */
    static void answer(Entry entry, Reply reply) {
        Slice value = entry.get(Types.STRING);
        if (value == null) {
            reply.nil();
        } else {
            reply.bulk(value);
        }
    }
}
