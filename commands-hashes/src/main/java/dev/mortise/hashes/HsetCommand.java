package dev.mortise.hashes;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/**
 * {@code HSET key field value [field value ...]}, and {@code HMSET}, its older form.
 *
 * <p>Gives fields of a hash values, whether they are there or not; a missing key is created. Replies how many fields
 * are new; {@code HMSET} replies OK.
 */
final class HsetCommand implements Command {

    static final CommandSpec HSET = spec("HSET")
            .complexity("O(1) for each field, so O(N) where N is the number of fields set")
            .summary("Gives fields of a hash values.")
            .history("4.0.0", "Takes more than one field.")
            .build();

    static final CommandSpec HMSET = spec("HMSET")
            .complexity("O(N) where N is the number of fields set")
            .summary("Gives fields of a hash values.")
            .deprecated("4.0.0", "`HSET` with multiple field-value pairs")
            .build();

    private final HashType type;
    private final boolean replyOk;

    private HsetCommand(HashType type, boolean replyOk) {
        this.type = type;
        this.replyOk = replyOk;
    }

    static HsetCommand hset(HashType type) {
        return new HsetCommand(type, false);
    }

    static HsetCommand hmset(HashType type) {
        return new HsetCommand(type, true);
    }

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() % 2 == 0) {
            throw ServerError.err("wrong number of arguments for '" + (replyOk ? "hmset" : "hset") + "' command");
        }
        Entry entry = request.entry(0);
        HashValue hash = entry.getOrCreate(type);
        int added = 0;
        for (int i = 1; i < request.size(); i += 2) {
            added += hash.put(request.arg(i), request.arg(i + 1)) ? 1 : 0;
        }
        entry.changed(request.size() / 2);
        if (replyOk) {
            reply.ok();
        } else {
            reply.integer(added);
        }
    }

    private static CommandSpec.Builder spec(String name) {
        return CommandSpec.named(name)
                .args(3, CommandSpec.MANY)
                .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
                .acl("hash")
                .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE))
                .event("hset")
                .group("hash")
                .since("2.0.0")
                .arguments(
                        Argument.key("key"),
                        Argument.block("field_value", Argument.string("field"), Argument.string("value"))
                                .many());
    }
}
