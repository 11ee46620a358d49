import dev.mortise.pubsub.PubsubModule;
import org.jspecify.annotations.NullMarked;

/**
 * Publish and subscribe: channels, patterns of channels, channels of shards, and what is published of keys.
 *
 * <p>Start at {@link PubsubModule}, which lists the commands; {@code Broadcast} says how a message gets from who
 * publishes to those who listen.
 */
@NullMarked
module dev.mortise.pubsub {
    requires dev.mortise.api;
    requires static org.jspecify;

    provides dev.mortise.api.CommandModule with
            PubsubModule;
}
