package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code DUMP key}: the value as it is saved in snapshots, with a version and a checksum, for {@code RESTORE} here or
 * in Redis. Nil if there is none.
 */
final class DumpCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("DUMP")
            .args(1)
            .flags(Flag.READONLY)
            .acl("keyspace")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("generic")
            .since("2.6.0")
            .complexity("O(N) where N is the size of the value")
            .summary("Returns the value of a key in the form in which it is saved.")
            .tips("nondeterministic_output")
            .arguments(Argument.key("key"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        byte[] dumped = request.server().snapshots().dump(request.entry(0));
        if (dumped == null) {
            reply.nil();
        } else {
            reply.bulk(dumped);
        }
    }
}
