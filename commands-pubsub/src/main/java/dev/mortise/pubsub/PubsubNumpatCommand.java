package dev.mortise.pubsub;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code PUBSUB NUMPAT}: how many patterns somebody listens to, each counted once. */
final class PubsubNumpatCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("NUMPAT")
            .args(0)
            .flags(Flag.PUBSUB, Flag.LOADING, Flag.STALE)
            .group("pubsub")
            .since("2.8.0")
            .complexity("O(1)")
            .summary("Returns how many patterns somebody listens to.")
            .build();

    private final Patterns patterns;

    PubsubNumpatCommand(Patterns patterns) {
        this.patterns = patterns;
    }

    @Override
    public void execute(Request request, Reply reply) {
        reply.integer(patterns.count());
    }
}
