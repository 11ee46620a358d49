package dev.mortise.persistence;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Snapshots;
import dev.mortise.api.Types;

/** As few commands as it takes to put something into a server, save it and look at it. */
final class TestCommands {

    private TestCommands() {}

    static void register(Setup setup) {
        setup.command(
                spec("T.SET", 2, Flag.WRITE).keys(KeySpec.at(0, KeyFlag.OW)).build(), (request, reply) -> {
                    request.entry(0).set(Types.STRING, request.arg(1), Entry.NEVER);
                    reply.ok();
                });
        setup.command(
                spec("T.GET", 1, Flag.READONLY).keys(KeySpec.at(0, KeyFlag.RO)).build(), (request, reply) -> {
                    Slice value = request.entry(0).get(Types.STRING);
                    if (value == null) {
                        reply.nil();
                    } else {
                        reply.bulk(value);
                    }
                });
        setup.command(spec("T.SAVE", 0, Flag.ADMIN).build(), (request, reply) -> {
            Snapshots.Task task = request.server().snapshots().save();
            String failure = task.failure();
            reply.bulk(failure == null ? "OK" : failure);
        });
    }

    private static CommandSpec.Builder spec(String name, int arguments, Flag flag) {
        return CommandSpec.named(name)
                .args(arguments)
                .flags(flag)
                .group("test")
                .since("1.0.0")
                .complexity("O(1)")
                .summary("For tests.");
    }
}
