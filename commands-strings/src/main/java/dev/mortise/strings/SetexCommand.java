package dev.mortise.strings;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Types;

/**
 * {@code SETEX key seconds value} and {@code PSETEX key milliseconds value}: {@code SET} with a time to live, from the
 * days when it had no options.
 */
final class SetexCommand implements Command {

    static final CommandSpec SETEX = spec("SETEX", "2.0.0", "seconds");
    static final CommandSpec PSETEX = spec("PSETEX", "2.6.0", "milliseconds");

    private final long unitMillis;
    private final String name;

    private SetexCommand(long unitMillis, String name) {
        this.unitMillis = unitMillis;
        this.name = name;
    }

    static SetexCommand inSeconds() {
        return new SetexCommand(Expiry.SECOND_MILLIS, "setex");
    }

    static SetexCommand inMillis() {
        return new SetexCommand(1, "psetex");
    }

    @Override
    public void execute(Request request, Reply reply) {
        long expireAtMillis = Expiry.at(request.arg(1).asLong(), unitMillis, request.nowMillis(), name);
        request.entry(0).set(Types.STRING, request.arg(2), expireAtMillis);
        reply.ok();
    }

    private static CommandSpec spec(String name, String since, String unit) {
        return CommandSpec.named(name)
                .args(3)
                .flags(Flag.WRITE, Flag.DENY_OOM)
                .acl("string")
                .keys(KeySpec.at(0, KeyFlag.OW, KeyFlag.UPDATE))
                .event("set")
                .journalsOutcome()
                .group("string")
                .since(since)
                .complexity("O(1)")
                .summary("Sets the string value of a key and how many " + unit + " it lives.")
                .arguments(Argument.key("key"), Argument.integer(unit), Argument.string("value"))
                .build();
    }
}
