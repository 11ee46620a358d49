package dev.mortise.pubsub;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code PUBSUB NUMSUB [channel [channel ...]]} and {@code PUBSUB SHARDNUMSUB [shardchannel [shardchannel ...]]}: how
 * many listen to each channel, those by a pattern not counted. Names and numbers by turns, an array even in RESP3.
 */
final class PubsubNumsubCommand implements Command {

    static final CommandSpec NUMSUB =
            spec("NUMSUB", "2.8.0", "channel", "Returns how many clients listen to channels.");
    static final CommandSpec SHARDNUMSUB =
            spec("SHARDNUMSUB", "7.0.0", "shardchannel", "Returns how many clients listen to channels of shards.");

    private final Channels channels;

    PubsubNumsubCommand(Channels channels) {
        this.channels = channels;
    }

    private static CommandSpec spec(String name, String since, String argument, String summary) {
        return CommandSpec.named(name)
                .args(0, CommandSpec.MANY)
                .flags(Flag.PUBSUB, Flag.LOADING, Flag.STALE)
                .group("pubsub")
                .since(since)
                .complexity("O(N) where N is the number of channels asked for")
                .summary(summary)
                .arguments(Argument.string(argument).many().optional())
                .build();
    }

    @Override
    public void execute(Request request, Reply reply) {
        reply.array(2 * request.size());
        for (int i = 0; i < request.size(); i++) {
            reply.bulk(request.arg(i));
            reply.integer(channels.listeners(request.arg(i)));
        }
    }
}
