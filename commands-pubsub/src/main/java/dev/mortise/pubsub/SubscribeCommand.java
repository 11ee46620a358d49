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

/**
 * {@code SUBSCRIBE channel [channel ...]}, {@code PSUBSCRIBE pattern [pattern ...]} and {@code SSUBSCRIBE shardchannel
 * [shardchannel ...]}: sends the client what is published from now on.
 *
 * <p>Each of them is confirmed by itself, also those that the client has subscribed to already.
 */
final class SubscribeCommand implements Command {

    private final Topic topic;
    private final SessionSlot<Subscriber> subscribers;

    SubscribeCommand(Topic topic, SessionSlot<Subscriber> subscribers) {
        this.topic = topic;
        this.subscribers = subscribers;
    }

    static CommandSpec spec(Topic topic) {
        CommandSpec.Builder spec = CommandSpec.named(topic.subscribe())
                .args(1, CommandSpec.MANY)
                .flags(Flag.PUBSUB, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
                .group("pubsub")
                .complexity("O(N) where N is the number of names given");
        return switch (topic) {
            case CHANNEL ->
                spec.since("2.0.0")
                        .summary("Sends the client what is published on channels.")
                        .arguments(Argument.string("channel").many())
                        .build();
            case PATTERN ->
                spec.since("2.0.0")
                        .summary("Sends the client what is published on channels whose names fit patterns.")
                        .arguments(Argument.block("pattern", Argument.pattern("pattern"))
                                .many())
                        .build();
            case SHARD_CHANNEL ->
                spec.since("7.0.0")
                        .summary("Sends the client what is published on channels of shards.")
                        .keys(KeySpec.range(0, -1, 1, KeyFlag.NOT_KEY))
                        .arguments(Argument.string("shardchannel").many())
                        .build();
        };
    }

    @Override
    public void execute(Request request, Reply reply) {
        Session session = request.session();
        Subscriber subscriber = session.get(subscribers);
        for (int i = 0; i < request.size(); i++) {
            Slice name = request.arg(i);
            boolean isNew = !subscriber.listensTo(topic, name);
            int count = subscriber.count(topic) + (isNew ? 1 : 0);
            // Before the first message can come.
            Confirmation.tell(request, reply, i == request.size() - 1, topic.subscribe(), name, count);
            if (isNew) {
                subscriber.join(topic, name, session, subscribers);
            }
        }
    }
}
