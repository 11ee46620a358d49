package dev.mortise.pubsub;

import dev.mortise.api.CommandModule;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.Server;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;
import org.jspecify.annotations.Nullable;

/** Registers the commands of publish and subscribe, and has what happens to keys published. */
public final class PubsubModule implements CommandModule {

    private @Nullable KeyNotifications notifications;

    /** For the service loader. */
    public PubsubModule() {}

    @Override
    public void configure(Setup setup) {
        Broadcast broadcast = new Broadcast(setup.server());
        SessionSlot<Subscriber> subscribers =
                setup.sessionSlot(() -> new Subscriber(broadcast), Subscriber::leaveEverything);
        for (Topic topic : Topic.values()) {
            setup.command(SubscribeCommand.spec(topic), new SubscribeCommand(topic, subscribers))
                    .command(UnsubscribeCommand.spec(topic), new UnsubscribeCommand(topic, subscribers));
        }
        setup.command(PublishCommand.PUBLISH, PublishCommand.publish(broadcast))
                .command(PublishCommand.SPUBLISH, PublishCommand.spublish(broadcast))
                .container(PubsubChannelsCommand.PUBSUB)
                .subcommand("PUBSUB", PubsubChannelsCommand.CHANNELS, new PubsubChannelsCommand(broadcast.channels()))
                .subcommand(
                        "PUBSUB",
                        PubsubChannelsCommand.SHARDCHANNELS,
                        new PubsubChannelsCommand(broadcast.shardChannels()))
                .subcommand("PUBSUB", PubsubNumsubCommand.NUMSUB, new PubsubNumsubCommand(broadcast.channels()))
                .subcommand(
                        "PUBSUB", PubsubNumsubCommand.SHARDNUMSUB, new PubsubNumsubCommand(broadcast.shardChannels()))
                .subcommand("PUBSUB", PubsubNumpatCommand.SPEC, new PubsubNumpatCommand(broadcast.patterns()))
                .subcommand("PUBSUB", HelpCommand.specSince("6.2.0", "pubsub"), new HelpCommand("PUBSUB"));
        setup.infoField("pubsub_channels", () -> broadcast.channels().count())
                .infoField("pubsub_patterns", () -> broadcast.patterns().count())
                .infoField(
                        "pubsubshard_channels", () -> broadcast.shardChannels().count());
        KeyNotifications keys = new KeyNotifications(broadcast, setup.server());
        setup.onParameter("notify-keyspace-events", keys::classes);
        notifications = keys;
    }

    @Override
    public void start(Server server) {
        KeyNotifications keys = notifications;
        if (keys != null) {
            keys.start();
        }
    }
}
