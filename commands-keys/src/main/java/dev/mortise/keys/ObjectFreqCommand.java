package dev.mortise.keys;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/** {@code OBJECT FREQ key}: how often the key was used, on a logarithmic scale, or nil if there is no such key. */
final class ObjectFreqCommand implements Command {

    static final CommandSpec SPEC = ObjectSubcommand.named("FREQ", "4.0.0")
            .summary("Returns how often a key was used, on a logarithmic scale.")
            .build();

    private static final ServerError NOT_COUNTED = ServerError.err(
            "An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching"
                    + " between policies at runtime LRU and LFU data will take some time to adjust.");

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.peek(0);
        if (entry.exists()) {
            reply.integer(entry.useFrequency().orElseThrow(() -> NOT_COUNTED));
        } else {
            reply.nil();
        }
    }
}
