package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/**
 * {@code SWAPDB index1 index2}: exchanges two databases for all clients at once. Each keeps the number it has chosen
 * and finds the keys of the other database there.
 */
final class SwapdbCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SWAPDB")
            .args(2)
            .flags(Flag.WRITE, Flag.FAST)
            .acl("keyspace", "dangerous")
            .keys(KeySpec.all(KeyFlag.RW))
            .group("server")
            .since("4.0.0")
            .complexity("O(1)")
            .summary("Exchanges two databases.")
            .arguments(Argument.integer("index1"), Argument.integer("index2"))
            .build();

    private static final ServerError BAD_FIRST = ServerError.err("invalid first DB index");
    private static final ServerError BAD_SECOND = ServerError.err("invalid second DB index");

    @Override
    public void execute(Request request, Reply reply) {
        int first = DatabaseIndex.parseNumber(request.arg(0), BAD_FIRST);
        int second = DatabaseIndex.parseNumber(request.arg(1), BAD_SECOND);
        request.keyspace().swap(DatabaseIndex.require(request, first), DatabaseIndex.require(request, second));
        reply.ok();
    }
}
