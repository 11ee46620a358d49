package dev.mortise.keys;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/** {@code OBJECT IDLETIME key}: for how many seconds the key was not used, or nil if there is no such key. */
final class ObjectIdletimeCommand implements Command {

    static final CommandSpec SPEC = ObjectSubcommand.named("IDLETIME", "2.2.3")
            .summary("Returns for how many seconds a key was not used.")
            .build();

    private static final ServerError COUNTED = ServerError.err(
            "An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching"
                    + " between policies at runtime LRU and LFU data will take some time to adjust.");

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.peek(0);
        if (entry.exists()) {
            reply.integer(entry.idleSeconds().orElseThrow(() -> COUNTED));
        } else {
            reply.nil();
        }
    }
}
