package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code DEBUG POPULATE count [prefix] [size]}: makes the keys {@code prefix:0}, {@code prefix:1} and so on, for tests
 * that need many. A key that is there stays as it is.
 *
 * <p>The values are {@code value:0}, {@code value:1} and so on, cut or filled with zero bytes to the size.
 */
final class DebugPopulate implements Command {

    private static final ServerError NOT_POSITIVE = ServerError.err("value is out of range, must be positive");
    /** No value of a test is larger, and {@code proto-max-bulk-len} is this by default. */
    private static final int LARGEST = 512 << 20;

    @Override
    public void execute(Request request, Reply reply) {
        long count = positive(request.arg(1));
        String prefix = request.size() > 2 ? request.arg(2).utf8() : "key";
        int size = request.size() > 3 ? (int) Math.min(positive(request.arg(3)), LARGEST) : 0;
        Keyspace keyspace = request.server().keyspace();
        for (long i = 0; i < count; i++) {
            Slice value = Slice.of(value(i, size));
            keyspace.write(request.session().database(), Slice.of(prefix + ":" + i), entry -> {
                if (!entry.exists()) {
                    entry.setText(value);
                }
                return null;
            });
        }
        reply.ok();
    }

    private static long positive(Slice number) {
        if (!number.isLong() || number.asLong() < 0) {
            throw NOT_POSITIVE;
        }
        return number.asLong();
    }

    private static byte[] value(long number, int size) {
        byte[] natural = ("value:" + number).getBytes(StandardCharsets.US_ASCII);
        return size == 0 ? natural : Arrays.copyOf(natural, size);
    }
}
