package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/**
 * {@code MEMORY USAGE key [SAMPLES count]}: how many bytes a key takes with its value and its part of the index, or
 * nil.
 *
 * <p>Every type knows the size of its values, so nothing is sampled; the option is checked and has no effect.
 */
final class MemoryUsageCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("USAGE")
            .args(1, CommandSpec.MANY)
            .flags(Flag.READONLY)
            .keys(KeySpec.at(0, KeyFlag.RO))
            .group("server")
            .since("4.0.0")
            .complexity("O(1)")
            .summary("Returns about how many bytes a key and its value take.")
            .arguments(
                    Argument.key("key"),
                    Argument.integer("count").after("SAMPLES").optional())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        checkOptions(request);
        Entry entry = request.peek(0);
        if (entry.exists()) {
            reply.integer(entry.memoryBytes());
        } else {
            reply.nil();
        }
    }

    private static void checkOptions(Request request) {
        for (int i = 1; i < request.size(); i += 2) {
            if (!request.arg(i).is("SAMPLES") || i + 1 == request.size()) {
                throw ServerError.syntax();
            }
            if (request.arg(i + 1).asLong() < 0) {
                throw ServerError.syntax();
            }
        }
    }
}
