package dev.mortise.pubsub;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;

/**
 * {@code PUBLISH channel message} and {@code SPUBLISH shardchannel message}: sends a message to all who listen, and
 * replies how many they are.
 */
final class PublishCommand implements Command {

    static final CommandSpec PUBLISH = CommandSpec.named("PUBLISH")
            .args(2)
            .flags(Flag.PUBSUB, Flag.LOADING, Flag.STALE, Flag.FAST)
            .group("pubsub")
            .since("2.0.0")
            .complexity("O(N+M) where N is the number of clients that listen to the channel and M that of all patterns")
            .summary("Sends a message to all who listen to a channel.")
            .arguments(Argument.string("channel"), Argument.string("message"))
            .build();

    static final CommandSpec SPUBLISH = CommandSpec.named("SPUBLISH")
            .args(2)
            .flags(Flag.PUBSUB, Flag.LOADING, Flag.STALE, Flag.FAST)
            .keys(KeySpec.at(0, KeyFlag.NOT_KEY))
            .group("pubsub")
            .since("7.0.0")
            .complexity("O(N) where N is the number of clients that listen to the channel")
            .summary("Sends a message to all who listen to a channel of a shard.")
            .arguments(Argument.string("shardchannel"), Argument.string("message"))
            .build();

    /** Sends a message. */
    private interface Publisher {
        int publish(Slice channel, Slice content);
    }

    private final Publisher publisher;

    private PublishCommand(Publisher publisher) {
        this.publisher = publisher;
    }

    /** {@return the command for channels} */
    static PublishCommand publish(Broadcast broadcast) {
        return new PublishCommand(broadcast::publish);
    }

    /** {@return the command for channels of shards} */
    static PublishCommand spublish(Broadcast broadcast) {
        return new PublishCommand(broadcast::publishToShard);
    }

    @Override
    public void execute(Request request, Reply reply) {
        reply.integer(publisher.publish(request.arg(0), request.arg(1)));
    }
}
