package dev.mortise.strings;

import static dev.mortise.strings.StringOptions.PERSIST;
import static dev.mortise.strings.StringOptions.TIMED;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;

/**
 * {@code GETEX key [EX seconds | PX milliseconds | EXAT second | PXAT millisecond | PERSIST]}.
 *
 * <p>Replies the string like {@code GET}, and sets or removes its expiry; without options it leaves that alone. A time
 * that has passed removes the key, after its value was replied. Where there is no key, the time is not even read.
 */
final class GetexCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("GETEX")
            .args(1, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE)
                    .explained("It is changed because its expiry may be."))
            .journalsOutcome()
            .group("string")
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Returns the string value of a key, and sets or removes its expiry.")
            .arguments(
                    Argument.key("key"),
                    Argument.oneOf(
                                    "expiration",
                                    Argument.integer("seconds").after("EX"),
                                    Argument.integer("milliseconds").after("PX"),
                                    Argument.unixTime("unix-time-seconds").after("EXAT"),
                                    Argument.unixTime("unix-time-milliseconds").after("PXAT"),
                                    Argument.keyword("PERSIST"))
                            .optional())
            .build();

    private static final int OPTIONS = PERSIST | TIMED;

    @Override
    public void execute(Request request, Reply reply) {
        long options = StringOptions.parse(request, 1, OPTIONS);
        Entry entry = request.lookUp(0);
        Slice value = entry.get(Types.STRING);
        if (value == null) {
            reply.nil();
            return;
        }
        long expireAtMillis = StringOptions.expireAtMillis(request, options, "getex");

        // The value is borrowed from the entry, so it is replied before the entry changes.
        reply.bulk(value);
        if (StringOptions.has(options, TIMED)) {
            entry.expireAtMillis(expireAtMillis);
        } else if (StringOptions.has(options, PERSIST) && entry.expireAtMillis() != Entry.NEVER) {
            entry.expireAtMillis(Entry.NEVER);
        }
    }
}
