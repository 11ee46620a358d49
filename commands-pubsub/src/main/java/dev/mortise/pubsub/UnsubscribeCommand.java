package dev.mortise.pubsub;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Session;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code UNSUBSCRIBE [channel [channel ...]]}, {@code PUNSUBSCRIBE [pattern [pattern ...]]} and {@code SUNSUBSCRIBE
 * [shardchannel [shardchannel ...]]}: sends the client nothing more of these, or of all of the kind if none is named.
 *
 * <p>Each of them is confirmed by itself, also those that the client has not subscribed to; if there are none to name,
 * that is confirmed once. After the confirmation comes no message.
 */
final class UnsubscribeCommand implements Command {

    private final Topic topic;
    private final SessionSlot<Subscriber> subscribers;

    UnsubscribeCommand(Topic topic, SessionSlot<Subscriber> subscribers) {
        this.topic = topic;
        this.subscribers = subscribers;
    }

    static CommandSpec spec(Topic topic) {
        CommandSpec.Builder spec = CommandSpec.named(topic.unsubscribe())
                .args(0, CommandSpec.MANY)
                .flags(Flag.PUBSUB, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
                .group("pubsub")
                .complexity("O(N) where N is the number of names given, or of all the client has subscribed to");
        return switch (topic) {
            case CHANNEL ->
                spec.since("2.0.0")
                        .summary("Sends the client nothing more of channels.")
                        .arguments(Argument.string("channel").many().optional())
                        .build();
            case PATTERN ->
                spec.since("2.0.0")
                        .summary("Sends the client nothing more of channels whose names fit patterns.")
                        .arguments(Argument.pattern("pattern").many().optional())
                        .build();
            case SHARD_CHANNEL ->
                spec.since("7.0.0")
                        .summary("Sends the client nothing more of channels of shards.")
                        .keys(KeySpec.range(0, -1, 1, KeyFlag.NOT_KEY))
                        .arguments(Argument.string("shardchannel").many().optional())
                        .build();
        };
    }

    @Override
    public void execute(Request request, Reply reply) {
        Session session = request.session();
        Subscriber subscriber = session.get(subscribers);
        List<Slice> names = request.size() == 0 ? subscriber.names(topic) : arguments(request);
        if (names.isEmpty()) {
            Confirmation.tell(request, reply, true, topic.unsubscribe(), null, subscriber.count(topic));
        }
        for (int i = 0; i < names.size(); i++) {
            Slice name = names.get(i);
            subscriber.leave(topic, name, session, subscribers);
            boolean last = i == names.size() - 1;
            Confirmation.tell(request, reply, last, topic.unsubscribe(), name, subscriber.count(topic));
        }
    }

    private static List<Slice> arguments(Request request) {
        List<Slice> arguments = new ArrayList<>(request.size());
        for (int i = 0; i < request.size(); i++) {
            arguments.add(request.arg(i));
        }
        return arguments;
    }
}
