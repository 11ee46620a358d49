package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.Entry;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * {@code DEBUG OBJECT key}: how a value is kept, in the form in which Redis tells it and tools take it apart.
 *
 * <p>What tools look for is true: encoding, serialized length, idle time. There is no address here to be told.
 */
final class DebugObject implements Command {

    private static final ServerError NO_SUCH_KEY = ServerError.err("no such key");
    private static final long SHARED = Integer.MAX_VALUE;
    private static final int SHARED_NUMBERS = 10_000;
    /** What {@code DUMP} adds to a value: a byte for its type, two for the version, eight for the checksum. */
    private static final int AROUND_THE_VALUE = 1 + 2 + 8;
    /** Redis counts the seconds of its clock in 24 bits. */
    private static final long CLOCK_MASK = (1 << 24) - 1;

    @Override
    public void execute(Request request, Reply reply) {
        long seconds = TimeUnit.MILLISECONDS.toSeconds(request.nowMillis());
        boolean exists = request.server()
                .keyspace()
                .visit(
                        request.session().database(),
                        request.arg(1),
                        (_, entry) -> reply.status(described(request, entry, seconds)));
        if (!exists) {
            throw NO_SUCH_KEY;
        }
    }

    private static String described(Request request, Entry entry, long seconds) {
        byte[] dumped = Objects.requireNonNull(request.server().snapshots().dump(entry), "the key is there");
        long idle = entry.idleSeconds().orElse(0);
        return "Value at:0x0 refcount:%d encoding:%s serializedlength:%d lru:%d lru_seconds_idle:%d"
                .formatted(
                        isShared(entry) ? SHARED : 1,
                        entry.encoding(),
                        dumped.length - AROUND_THE_VALUE,
                        (seconds - idle) & CLOCK_MASK,
                        idle);
    }

    /** As {@code OBJECT REFCOUNT} has it. */
    private static boolean isShared(Entry entry) {
        if (!Types.STRING.equals(entry.type()) || !"int".equals(entry.encoding())) {
            return false;
        }
        Slice value = entry.get(Types.STRING);
        return value != null && value.asLong() >= 0 && value.asLong() < SHARED_NUMBERS;
    }
}
