package dev.mortise.keys;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;

/**
 * {@code OBJECT REFCOUNT key}: how many keys and others share the value, or nil if there is no such key.
 *
 * <p>Nothing is shared here, so the answer is 1; but for the whole numbers from 0 to 9999, of which Redis keeps one
 * copy for everybody. Whoever asks does so to find that out, and is told the same.
 */
final class ObjectRefcountCommand implements Command {

    static final CommandSpec SPEC = ObjectSubcommand.named("REFCOUNT", "2.2.3")
            .summary("Returns how many references there are to a value.")
            .build();

    private static final long SHARED = Integer.MAX_VALUE;
    private static final int SHARED_NUMBERS = 10_000;

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.peek(0);
        if (!entry.exists()) {
            reply.nil();
        } else {
            reply.integer(isShared(entry) ? SHARED : 1);
        }
    }

    private static boolean isShared(Entry entry) {
        if (!Types.STRING.equals(entry.type()) || !"int".equals(entry.encoding())) {
            return false;
        }
        Slice value = entry.get(Types.STRING);
        return value != null && value.asLong() >= 0 && value.asLong() < SHARED_NUMBERS;
    }
}
