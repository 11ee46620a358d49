package dev.mortise.pubsub;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Glob;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import java.util.List;

/**
 * {@code PUBSUB CHANNELS [pattern]} and {@code PUBSUB SHARDCHANNELS [pattern]}: the channels that somebody listens to,
 * all or those that fit, in no order. Who listens by a pattern listens to no channel.
 */
final class PubsubChannelsCommand implements Command {

    /** The command that all these belong to. */
    static final CommandSpec PUBSUB = CommandSpec.named("PUBSUB")
            .args(1, CommandSpec.MANY)
            .group("pubsub")
            .since("2.8.0")
            .complexity("Depends on subcommand.")
            .summary("Tells who listens to what.")
            .build();

    static final CommandSpec CHANNELS = spec("CHANNELS", "2.8.0", "Returns the channels that somebody listens to.");
    static final CommandSpec SHARDCHANNELS =
            spec("SHARDCHANNELS", "7.0.0", "Returns the channels of shards that somebody listens to.");

    private final Channels channels;

    PubsubChannelsCommand(Channels channels) {
        this.channels = channels;
    }

    private static CommandSpec spec(String name, String since, String summary) {
        return CommandSpec.named(name)
                .args(0, CommandSpec.MANY)
                .flags(Flag.PUBSUB, Flag.LOADING, Flag.STALE)
                .group("pubsub")
                .since(since)
                .complexity("O(N) where N is the number of channels that somebody listens to")
                .summary(summary)
                .arguments(Argument.pattern("pattern").optional())
                .build();
    }

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() > 1) {
            throw HelpCommand.pointTo(request);
        }
        List<Slice> names = channels.names(request.size() == 0 ? null : Glob.of(request.arg(0)));
        reply.array(names.size());
        names.forEach(reply::bulk);
    }
}
