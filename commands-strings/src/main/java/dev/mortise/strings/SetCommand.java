package dev.mortise.strings;

import static dev.mortise.strings.StringOptions.GET;
import static dev.mortise.strings.StringOptions.KEEPTTL;
import static dev.mortise.strings.StringOptions.NX;
import static dev.mortise.strings.StringOptions.TIMED;
import static dev.mortise.strings.StringOptions.XX;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Types;

/**
 * {@code SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT second | PXAT millisecond | KEEPTTL]}.
 *
 * <p>Replaces whatever the key held, of any type, and its expiry unless {@code KEEPTTL} is given. Replies {@code OK},
 * or nil if {@code NX} or {@code XX} forbade the write; with {@code GET} it replies the previous string instead,
 * whether or not anything was written.
 */
final class SetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SET")
            .args(2, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE, KeyFlag.VARIABLE_FLAGS)
                    .explained("It is read only if `GET` is given."))
            .event("set")
            .journalsOutcome()
            .group("string")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Sets the string value of a key, whatever it held before.")
            .history("2.6.12", "The options `EX`, `PX`, `NX` and `XX`.")
            .history("6.0.0", "The option `KEEPTTL`.")
            .history("6.2.0", "The options `GET`, `EXAT` and `PXAT`.")
            .history("7.0.0", "`NX` and `GET` may be given together.")
            .arguments(
                    Argument.key("key"),
                    Argument.string("value"),
                    Argument.oneOf("condition", Argument.keyword("NX"), Argument.keyword("XX"))
                            .optional()
                            .since("2.6.12"),
                    Argument.keyword("GET").optional().since("6.2.0"),
                    Argument.oneOf(
                                    "expiration",
                                    Argument.integer("seconds").after("EX").since("2.6.12"),
                                    Argument.integer("milliseconds").after("PX").since("2.6.12"),
                                    Argument.unixTime("unix-time-seconds")
                                            .after("EXAT")
                                            .since("6.2.0"),
                                    Argument.unixTime("unix-time-milliseconds")
                                            .after("PXAT")
                                            .since("6.2.0"),
                                    Argument.keyword("KEEPTTL").since("6.0.0"))
                            .optional())
            .build();

    private static final int OPTIONS = NX | XX | GET | KEEPTTL | TIMED;

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() == 2) {
            request.entry(0).set(Types.STRING, request.arg(1), Entry.NEVER);
            reply.ok();
        } else {
            executeWithOptions(request, reply);
        }
    }

    private static void executeWithOptions(Request request, Reply reply) {
        long options = StringOptions.parse(request, 2, OPTIONS);
        long expireAtMillis = StringOptions.expireAtMillis(request, options, "set");
        boolean get = StringOptions.has(options, GET);
        Entry entry = get ? request.lookUp(0) : request.entry(0);

        // GET fails on a key of another type, so it is answered before the write: a refused SET changes nothing.
        if (get) {
            GetCommand.answer(entry, reply);
        }
        boolean allowed = !StringOptions.has(options, entry.exists() ? NX : XX);
        if (allowed && StringOptions.has(options, KEEPTTL)) {
            entry.set(Types.STRING, request.arg(1));
        } else if (allowed) {
            entry.set(Types.STRING, request.arg(1), expireAtMillis);
        }
        if (!get && allowed) {
            reply.ok();
        } else if (!get) {
            reply.nil();
        }
    }
}
