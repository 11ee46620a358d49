package dev.mortise.keys;

import dev.mortise.api.AsyncBody;
import dev.mortise.api.AsyncScope;
import dev.mortise.api.ReplyBody;
import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves keys to another server, while everybody else goes on.
 *
 * <p><b>How.</b> A few keys at a time are read, sent as {@code RESTORE} commands in one go, and each is removed here
 * when the target has said {@code OK} to it.
 *
 * <p><b>Nothing is lost.</b> Redis stops the whole server meanwhile; here a key may be changed after it was sent. So it
 * is removed only if it still holds what was sent and ends when it did, which is compared under its lock: what was
 * acknowledged is then all there was. A key that has changed stays, and the client is told its name; the target has an
 * older value of it, which another {@code MIGRATE} with {@code REPLACE} puts right. A key that is sent and not
 * acknowledged, because the target or the network failed, is in both places at worst.
 *
 * <p><b>Not to ourselves.</b> A target that is this very server, by whatever address, would put each key where it is,
 * and it would be removed for being there. So the connection is given a name that nobody can guess, and if one of our
 * own clients has it, we refuse. Redis, which cannot serve itself while it waits for itself, times out.
 *
 * <p><b>What it takes.</b> Of the values those of one go are in memory, in the form they are sent in: about {@value
 * #MOST_BYTES} bytes, or a single larger one. The connection is closed at the end; Redis keeps it for ten seconds.
 *
 * <p>For one run, by one thread.
 */
final class Migration implements AsyncBody {

    /** What is replied if no key was there to be sent. */
    static final String NOTHING_MOVED = "NOKEY";

    /** After so many bytes of values the target is heard. */
    private static final int MOST_BYTES = 1 << 20;

    /** After so many keys as well: its replies must fit into what sockets keep, for nobody reads them until then. */
    private static final int MOST_KEYS = 500;

    private static final ServerError OURSELVES =
            ServerError.err("Target instance is this server itself, where MOVE and COPY reach the other databases");

    private final MigrateOptions options;
    private final int database;
    private final List<Slice> keys;

    private final Set<Slice> removed = new HashSet<>();
    private boolean anySent;
    private @Nullable ServerError refusal;
    private @Nullable Slice changed;
    private int alsoChanged;

    /**
     * @param options what is to be done
     * @param database where the keys are
     * @param keys those that were there
     */
    Migration(MigrateOptions options, int database, List<Slice> keys) {
        this.options = options;
        this.database = database;
        this.keys = keys;
    }

    @Override
    public ReplyBody run(AsyncScope scope) {
        try (TargetConnection target = TargetConnection.open(options.host(), options.port(), options.timeoutMillis())) {
            greet(target, scope.server());
            Iterator<Slice> rest = keys.iterator();
            while (rest.hasNext()) {
                for (SentKey sent : send(rest, target, scope.server())) {
                    hear(target.reply(), sent, scope.server());
                }
            }
        } catch (ServerError lost) {
            throw refusal == null ? lost : refusal;
        }
        return reply -> {
            if (refusal != null) {
                reply.error(refusal);
            } else if (changed != null) {
                reply.error(stayed(changed, alsoChanged));
            } else if (anySent) {
                reply.ok();
            } else {
                reply.status(NOTHING_MOVED);
            }
        };
    }

    /** Nothing is sent to a target that does not let us in, or has no such database. */
    private void greet(TargetConnection target, Server server) {
        String name = "migrate-" + UUID.randomUUID();
        Slice password = options.password();
        Slice user = options.user();
        if (password != null && user != null) {
            target.request(ascii("AUTH"), user.toBytes(), password.toBytes());
        } else if (password != null) {
            target.request(ascii("AUTH"), password.toBytes());
        }
        target.request(ascii("CLIENT"), ascii("SETNAME"), ascii(name));
        target.request(ascii("SELECT"), ascii(Long.toString(options.database())));
        if (password != null) {
            requireAccepted(target.reply());
        }
        // Who may not name a connection may still restore keys.
        target.reply();
        requireAccepted(target.reply());
        if (server.sessions().stream().anyMatch(session -> session.name().equals(name))) {
            throw OURSELVES;
        }
    }

    private static void requireAccepted(byte[] line) {
        if (!isAccepted(line)) {
            throw refused(line);
        }
    }

    /** {@return what was sent of the keys that are still to come} */
    private List<SentKey> send(Iterator<Slice> rest, TargetConnection target, Server server) {
        List<SentKey> sent = new ArrayList<>();
        long bytes = 0;
        while (rest.hasNext() && bytes < MOST_BYTES && sent.size() < MOST_KEYS) {
            SentKey next = SentKey.read(rest.next(), database, server);
            if (next != null) {
                next.sendTo(target, options.replace(), server.nowMillis());
                sent.add(next);
                bytes += next.bytes();
            }
        }
        anySent |= !sent.isEmpty();
        return sent;
    }

    private void hear(byte[] line, SentKey sent, Server server) {
        if (!isAccepted(line)) {
            refusal = refusal == null ? refused(line) : refusal;
        } else if (!options.copy() && !removed.contains(sent.name())) {
            if (sent.remove(database, server)) {
                removed.add(sent.name());
            } else if (changed == null) {
                changed = sent.name();
            } else {
                alsoChanged++;
            }
        }
    }

    private static boolean isAccepted(byte[] line) {
        return line.length > 0 && line[0] == '+';
    }

    private static ServerError refused(byte[] line) {
        boolean isError = line.length > 0 && line[0] == '-';
        Slice text = Slice.of(isError ? Arrays.copyOfRange(line, 1, line.length) : line);
        return ServerError.err("Target instance replied with error: " + text.quoted());
    }

    private static ServerError stayed(Slice key, int others) {
        return ServerError.err(
                "Key '%s'%s changed after it was sent: what is here has stayed, what the target has is older"
                        .formatted(key.quoted(), others == 0 ? "" : ", and " + others + " more,"));
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
