package dev.mortise.pubsub;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

/** What every plugin has to do right. */
class PubsubContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new PubsubModule();
    }

    /** Subcommands say themselves that there are too many arguments, as in Redis. */
    @Override
    protected Set<String> commandsDocumentedOtherwise() {
        return Set.of("PUBSUB|CHANNELS", "PUBSUB|SHARDCHANNELS");
    }

    /** Whoever listens can call little else in RESP2, so nobody does for long. */
    @Override
    protected List<String> calls() {
        return List.of(
                "PUBLISH news hello",
                "SPUBLISH news hello",
                "PUBSUB CHANNELS",
                "PUBSUB CHANNELS n*",
                "PUBSUB SHARDCHANNELS",
                "PUBSUB NUMSUB news weather",
                "PUBSUB SHARDNUMSUB news",
                "PUBSUB NUMPAT",
                "PUBSUB HELP",
                "SUBSCRIBE news",
                "UNSUBSCRIBE news",
                "PSUBSCRIBE n*",
                "PUNSUBSCRIBE n*",
                "SSUBSCRIBE news",
                "SUNSUBSCRIBE news");
    }
}
