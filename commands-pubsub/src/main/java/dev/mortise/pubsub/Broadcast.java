package dev.mortise.pubsub;

import dev.mortise.api.Message;
import dev.mortise.api.Server;
import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;

/**
 * Gets messages from those who publish to those who listen.
 *
 * <p><b>How.</b> Each channel has its {@link Audience}, and so has each pattern. Who publishes goes through the
 * audience of the channel, then through the patterns that fit, and {@linkplain dev.mortise.api.Session#push pushes}
 * one message to every member; it is encoded once, however many they are. To push is to put it into the member's
 * queue: its own event loop sends it, so nobody who publishes waits for anybody who listens, and who does not read is
 * cut by {@code client-output-buffer-limit pubsub}.
 *
 * <p><b>Order.</b> An audience is locked while a message is pushed to it. So all members of a channel get its messages
 * in the same order; those of one publisher arrive in the order in which they were sent, whatever the channels; and
 * when a client is told that it has unsubscribed, no message is on its way to it any more, which a client that speaks
 * RESP2 would take for the reply to its next command.
 *
 * <p><b>Cost.</b> To join and to leave, O(1), so ten thousand that leave at once cost ten thousand steps. To publish,
 * O(members) and one pattern match for each pattern there is; nothing but two look-ups if nobody listens.
 *
 * <p><b>What we did not do.</b> One lock for all channels, as Redis's one thread is: it would give one order to
 * everything, which nobody can tell unless he publishes on two connections, and have event loops wait for each other.
 * Arrays that are copied at each change need no lock to be read, but the last message may come after the confirmation
 * that it was the last, and ten thousand that leave at once copy fifty million places.
 *
 * <p>For any thread.
 */
final class Broadcast {

    private static final byte[] MESSAGE = word("message");
    private static final byte[] PATTERN_MESSAGE = word("pmessage");
    private static final byte[] SHARD_MESSAGE = word("smessage");

    private final Server server;
    private final Channels channels = new Channels();
    private final Channels shardChannels = new Channels();
    private final Patterns patterns = new Patterns();

    Broadcast(Server server) {
        this.server = server;
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    Channels channels() {
        return channels;
    }

    Channels shardChannels() {
        return shardChannels;
    }

    Patterns patterns() {
        return patterns;
    }

    /** {@return all there is to subscribe to of a kind} */
    Audiences audiences(Topic topic) {
        return switch (topic) {
            case CHANNEL -> channels;
            case PATTERN -> patterns;
            case SHARD_CHANNEL -> shardChannels;
        };
    }

    /** {@return whether nobody listens to any channel but those of shards} */
    boolean idle() {
        return channels.isEmpty() && patterns.isEmpty();
    }

    /** {@return how many it was sent to; one who listens in several ways counts, and gets it, as many times} */
    int publish(Slice channel, Slice content) {
        Audience audience = channels.find(channel);
        int receivers = audience == null ? 0 : audience.send(message(MESSAGE, channel, content));
        if (!patterns.isEmpty()) {
            receivers += patterns.send(channel, pattern -> message(pattern, channel, content));
        }
        return receivers;
    }

    /** {@return how many it was sent to} */
    int publishToShard(Slice channel, Slice content) {
        Audience audience = shardChannels.find(channel);
        return audience == null ? 0 : audience.send(message(SHARD_MESSAGE, channel, content));
    }

    private Message message(byte[] kind, Slice channel, Slice content) {
        return server.message(reply -> {
            reply.push(3);
            reply.bulk(kind);
            reply.bulk(channel);
            reply.bulk(content);
        });
    }

    private Message message(Slice pattern, Slice channel, Slice content) {
        return server.message(reply -> {
            reply.push(4);
            reply.bulk(PATTERN_MESSAGE);
            reply.bulk(pattern);
            reply.bulk(channel);
            reply.bulk(content);
        });
    }
}
