package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.SlowLog;
import java.util.List;

/**
 * {@code SLOWLOG GET [count]}: the commands that took long, latest first; ten of them, or as many as asked for, or all
 * for -1.
 */
final class SlowLogGetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("GET")
            .args(0, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.2.12")
            .complexity("O(N) where N is the number of entries returned")
            .tips("request_policy:all_nodes", "nondeterministic_output")
            .summary("Returns the latest commands that took long.")
            .arguments(Argument.integer("count").optional())
            .history("4.0.0", "Shows the address, the port and the name of the client.")
            .build();

    private static final int DEFAULT_COUNT = 10;
    private static final int ALL = -1;
    private static final ServerError INVALID_COUNT = ServerError.err("count should be greater than or equal to -1");

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() > 1) {
            throw HelpCommand.pointTo(request);
        }
        long count = request.size() == 0 ? DEFAULT_COUNT : count(request.arg(0));
        int most = count == ALL ? Integer.MAX_VALUE : Math.clamp(count, 0, Integer.MAX_VALUE);
        List<SlowLog.Entry> entries = request.server().slowLog().latest(most);
        reply.array(entries.size());
        entries.forEach(entry -> write(entry, reply));
    }

    private static long count(Slice argument) {
        if (!argument.isLong() || argument.asLong() < ALL) {
            throw INVALID_COUNT;
        }
        return argument.asLong();
    }

    private static void write(SlowLog.Entry entry, Reply reply) {
        reply.array(6);
        reply.integer(entry.id());
        reply.integer(entry.atSeconds());
        reply.integer(entry.micros());
        reply.array(entry.words().size());
        entry.words().forEach(reply::bulk);
        reply.bulk(entry.clientAddress());
        reply.bulk(entry.clientName());
    }
}
