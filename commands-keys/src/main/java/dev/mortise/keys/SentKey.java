package dev.mortise.keys;

import dev.mortise.api.Entry;
import dev.mortise.api.Server;
import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key as another server is given it: its value in the form of {@code DUMP}, and when it ends. */
final class SentKey {

    private static final byte[] RESTORE = ascii("RESTORE");
    private static final byte[] REPLACE = ascii("REPLACE");

    private final Slice name;
    private final byte[] value;
    private final long expireAtMillis;

    private SentKey(Slice name, byte[] value, long expireAtMillis) {
        this.name = name;
        this.value = value;
        this.expireAtMillis = expireAtMillis;
    }

    /** {@return what a key holds, or null if it is not there} */
    static @Nullable SentKey read(Slice name, int database, Server server) {
        List<SentKey> found = new ArrayList<>(1);
        server.keyspace().visit(database, name, (_, entry) -> {
            byte[] value = server.snapshots().dump(entry);
            if (value != null) {
                found.add(new SentKey(name, value, entry.expireAtMillis()));
            }
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    Slice name() {
        return name;
    }

    int bytes() {
        return value.length;
    }

    /** Sends it. */
    void sendTo(TargetConnection target, boolean replace, long nowMillis) {
        // 0 would be for ever.
        long ttl = expireAtMillis == Entry.NEVER ? 0 : Math.max(1, expireAtMillis - nowMillis);
        byte[] rest = ascii(Long.toString(ttl));
        if (replace) {
            target.request(RESTORE, name.toBytes(), rest, value, REPLACE);
        } else {
            target.request(RESTORE, name.toBytes(), rest, value);
        }
    }

    /** Removes it from here. {@return whether it is gone, and nothing with it that was not sent} */
    boolean remove(int database, Server server) {
        return server.keyspace().write(database, name, entry -> {
            if (!entry.exists()) {
                // Removed by somebody, who must hear that the target has it; unless it was its time to go.
                return expireAtMillis <= server.nowMillis();
            }
            return entry.expireAtMillis() == expireAtMillis
                    && Arrays.equals(server.snapshots().dump(entry), value)
                    && entry.remove();
        });
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
