package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ValueType;

/** {@code TYPE key}: the name of the type of what the key holds, or {@code none}. */
final class TypeCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("TYPE")
            .args(1)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("keyspace")
            .keys(KeySpec.at(0, KeyFlag.RO))
            .group("generic")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Returns the type of the value that a key holds.")
            .arguments(Argument.key("key"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        ValueType<?> type = request.peek(0).type();
        reply.status(type == null ? "none" : type.name());
    }
}
