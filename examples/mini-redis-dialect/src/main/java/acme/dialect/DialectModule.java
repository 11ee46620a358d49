package acme.dialect;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Types;

/** {@code SET key value}, which answers 1, and {@code MSET key value [key value ...]}, which answers how many pairs. */
public final class DialectModule implements CommandModule {

    private static final CommandSpec SET = CommandSpec.named("SET")
            .args(2)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .keys(KeySpec.at(0, KeyFlag.OW, KeyFlag.UPDATE))
            .acl("string")
            .group("string")
            .summary("Sets the string value of a key and returns 1.")
            .since("1.0.0")
            .complexity("O(1)")
            .arguments(Argument.key("key"), Argument.string("value"))
            .build();

    private static final CommandSpec MSET = CommandSpec.named("MSET")
            .args(2, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .keys(KeySpec.range(0, -1, 2, KeyFlag.OW, KeyFlag.UPDATE))
            .acl("string")
            .group("string")
            .summary("Sets the string values of several keys and returns how many.")
            .since("1.0.0")
            .complexity("O(N) where N is the number of keys")
            .arguments(Argument.block("pair", Argument.key("key"), Argument.string("value"))
                    .many())
            .build();

    @Override
    public void configure(Setup setup) {
        setup.command(SET, DialectModule::setAll).command(MSET, DialectModule::setAll);
    }

    /** SET is an MSET of one pair. */
    private static void setAll(Request request, Reply reply) {
        if (request.size() % 2 != 0) {
            throw ServerError.err("wrong number of arguments for 'mset' command");
        }
        for (int k = 0; k < request.keys(); k++) {
            request.entry(k).set(Types.STRING, request.arg(2 * k + 1), Entry.NEVER);
        }
        reply.integer(request.keys());
    }
}
