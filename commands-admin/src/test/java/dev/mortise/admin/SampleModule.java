package dev.mortise.admin;

import static dev.mortise.api.CommandSpec.MANY;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Setup;
import dev.mortise.api.Types;

/** Commands with keys of every kind, for tests to look at. Most of them do nothing. */
final class SampleModule implements CommandModule {

    /** One key, as {@code GET}. */
    static final CommandSpec ONE = CommandSpec.named("SAMPLE.ONE")
            .args(1)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("string")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Looks at a key.")
            .arguments(Argument.key("key"))
            .build();

    /** Every second argument is a key, as in {@code MSET}. */
    static final CommandSpec PAIRS = CommandSpec.named("SAMPLE.PAIRS")
            .args(2, MANY)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .keys(KeySpec.range(0, -1, 2, KeyFlag.OW, KeyFlag.UPDATE))
            .build();

    /** The keys come after their number, as in {@code SINTERCARD}. */
    static final CommandSpec COUNTED = CommandSpec.named("SAMPLE.COUNTED")
            .args(2, MANY)
            .flags(Flag.READONLY)
            .keys(KeySpec.counted(0, 1, 1, KeyFlag.RO, KeyFlag.ACCESS))
            .build();

    /** There may be no keys at all, as in {@code EVAL}. */
    static final CommandSpec OPTIONAL = CommandSpec.named("SAMPLE.OPTIONAL")
            .args(2, MANY)
            .flags(Flag.NOSCRIPT, Flag.NO_MANDATORY_KEYS)
            .keys(KeySpec.counted(1, 2, 1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
            .build();

    /** Two keys next to each other, as in {@code RENAME}. */
    static final CommandSpec TWO = CommandSpec.named("SAMPLE.TWO")
            .args(2)
            .flags(Flag.WRITE)
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE), KeySpec.at(1, KeyFlag.OW, KeyFlag.UPDATE))
            .build();

    /** Stores a text, as {@code SET} in its simplest form, for so many milliseconds if a number is given. */
    private static final CommandSpec STORE = CommandSpec.named("SAMPLE.STORE")
            .args(2, 3)
            .flags(Flag.WRITE)
            .keys(KeySpec.at(0, KeyFlag.OW, KeyFlag.UPDATE))
            .build();

    /** Tells whether a key is there. */
    private static final CommandSpec EXISTS = CommandSpec.named("SAMPLE.EXISTS")
            .args(1)
            .flags(Flag.READONLY)
            .keys(KeySpec.at(0, KeyFlag.RO))
            .build();

    private static final CommandSpec GROUP =
            CommandSpec.named("SAMPLE.GROUP").args(1, MANY).build();

    /** A key of a subcommand, as in {@code OBJECT ENCODING}. */
    private static final CommandSpec INNER = CommandSpec.named("INNER")
            .args(1)
            .flags(Flag.READONLY)
            .keys(KeySpec.at(0, KeyFlag.RO))
            .build();

    @Override
    public void configure(Setup setup) {
        setup.command(STORE, (request, reply) -> {
            long expireAt =
                    request.size() == 3 ? request.nowMillis() + request.arg(2).asLong() : Entry.NEVER;
            request.entry(0).set(Types.STRING, request.arg(1), expireAt);
            reply.ok();
        });
        setup.command(EXISTS, (request, reply) -> reply.integer(request.entry(0).exists() ? 1 : 0));
        setup.command(ONE, (_, reply) -> reply.ok())
                .command(PAIRS, (_, reply) -> reply.ok())
                .command(COUNTED, (_, reply) -> reply.ok())
                .command(OPTIONAL, (_, reply) -> reply.ok())
                .command(TWO, (_, reply) -> reply.ok())
                .container(GROUP)
                .subcommand("SAMPLE.GROUP", INNER, (_, reply) -> reply.ok());
    }
}
