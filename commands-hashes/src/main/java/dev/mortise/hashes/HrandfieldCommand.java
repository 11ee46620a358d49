package dev.mortise.hashes;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import org.jspecify.annotations.Nullable;

/**
 * {@code HRANDFIELD key [count [WITHVALUES]]}.
 *
 * <p>Replies a field picked at random, or nil if there is no such key. With a count, an array: of as many different
 * fields, or all if there are not so many; of exactly as many, among them the same again, if the count is negative.
 * With their values too: in RESP3 as pairs, in RESP2 one after the other.
 *
 * <p>An answer beyond {@code proto-max-bulk-len} is refused as out of range: a negative count may ask for any size.
 */
final class HrandfieldCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HRANDFIELD")
            .args(1, CommandSpec.MANY)
            .flags(Flag.READONLY)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("hash")
            .since("6.2.0")
            .complexity("O(N) where N is the number of fields returned")
            .summary("Returns fields of a hash picked at random.")
            .tips("nondeterministic_output")
            .arguments(
                    Argument.key("key"),
                    Argument.block(
                                    "options",
                                    Argument.integer("count"),
                                    Argument.keyword("WITHVALUES").optional())
                            .optional())
            .build();

    private static final ServerError OUT_OF_RANGE = ServerError.err("value is out of range");
    private static final ServerError SMALLEST = ServerError.err(
            "value is out of range, value must between" + " -9223372036854775807 and 9223372036854775807");
    /** No field takes less in a reply. */
    private static final int LEAST_REPLY_BYTES = 6;

    private final HashType type;

    HrandfieldCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() == 1) {
            one(request.entry(0).get(type), reply);
            return;
        }
        long count = request.arg(1).asLong();
        if (count == Long.MIN_VALUE) {
            throw SMALLEST;
        }
        boolean withValues = request.size() > 2;
        if (request.size() > 3 || (withValues && !request.arg(2).is("WITHVALUES"))) {
            throw ServerError.syntax();
        }
        if (withValues && Math.abs(count) > Long.MAX_VALUE / 2) {
            throw OUT_OF_RANGE;
        }
        HashValue hash = request.entry(0).get(type);
        if (hash == null || count == 0) {
            reply.array(0);
            return;
        }
        some(hash, count, new Picks(reply, withValues, request.server().maxBulkBytes()));
    }

    private static void one(@Nullable HashValue hash, Reply reply) {
        if (hash == null) {
            reply.nil();
        } else {
            new RandomFields(hash).one();
            hash.found().replyField(reply);
        }
    }

    private static void some(HashValue hash, long count, Picks picks) {
        RandomFields fields = new RandomFields(hash);
        if (count < 0) {
            picks.begin(-count);
            fields.repeated(-count, picks);
        } else {
            int distinct = (int) Math.min(count, hash.size());
            picks.begin(distinct);
            fields.distinct(distinct, picks);
        }
    }

    /** Replies what is picked. */
    private static final class Picks implements RandomFields.Taker {

        private final Reply reply;
        private final boolean withValues;
        private final boolean inPairs;
        private long leftBytes;

        Picks(Reply reply, boolean withValues, long mostBytes) {
            this.reply = reply;
            this.withValues = withValues;
            inPairs = withValues && reply.protocol() > 2;
            leftBytes = mostBytes;
        }

        void begin(long count) {
            if (count > leftBytes / LEAST_REPLY_BYTES || count > Integer.MAX_VALUE / 2) {
                throw OUT_OF_RANGE;
            }
            reply.array((int) (withValues && !inPairs ? 2 * count : count));
        }

        @Override
        public void take(FieldPlace place) {
            leftBytes -= LEAST_REPLY_BYTES + place.fieldLength() + (withValues ? (long) place.valueLength() : 0);
            if (leftBytes < 0) {
                throw OUT_OF_RANGE;
            }
            if (inPairs) {
                reply.array(2);
            }
            place.replyField(reply);
            if (withValues) {
                place.replyValue(reply);
            }
        }
    }
}
