package dev.mortise.strings;

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
import dev.mortise.api.Slice;
import dev.mortise.api.Types;

/**
 * {@code LCS key1 key2 [LEN] [IDX] [MINMATCHLEN len] [WITHMATCHLEN]}.
 *
 * <p>Replies the longest sequence of bytes that two strings have in common, in order but not necessarily next to each
 * other; with {@code LEN} only its length; with {@code IDX} a map of the length and of the ranges that are equal, the
 * last one first. Missing keys are empty strings.
 */
final class LcsCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LCS")
            .args(2, CommandSpec.MANY)
            .flags(Flag.READONLY)
            .acl("string")
            .keys(KeySpec.range(0, 1, 1, KeyFlag.RO, KeyFlag.ACCESS))
            .group("string")
            .since("7.0.0")
            .complexity("O(N*M) where N and M are the lengths of the strings")
            .summary("Returns the longest sequence of bytes that two strings have in common.")
            .arguments(
                    Argument.key("key1"),
                    Argument.key("key2"),
                    Argument.keyword("LEN").optional(),
                    Argument.keyword("IDX").optional(),
                    Argument.integer("len").after("MINMATCHLEN").optional(),
                    Argument.keyword("WITHMATCHLEN").optional())
            .build();

    /** What Redis takes for each pair of bytes. It takes us less, but what it refuses, we refuse. */
    private static final int BYTES_PER_PAIR = 4;

    private static final ServerError NO_STRINGS = ServerError.err("The specified keys must contain string values");
    private static final ServerError TOO_LONG =
            ServerError.err("Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");

    @Override
    public void execute(Request request, Reply reply) {
        // Both are looked up, and told to be missing, before one is said to be no string.
        Entry one = request.entry(0);
        Entry other = request.entry(1);
        Slice first = string(one);
        Slice second = string(other);
        LcsOptions options = LcsOptions.parse(request, 2);
        long pairs = (first.length() + 1L) * (second.length() + 1L);
        if (pairs > request.server().maxBulkBytes() / BYTES_PER_PAIR) {
            throw TOO_LONG;
        }
        CommonSubsequence common = new CommonSubsequence(first, second);
        if (options.length()) {
            reply.integer(common.length());
        } else if (options.ranges()) {
            replyRanges(common, options, reply);
        } else {
            reply.bulk(bytes(common, first));
        }
    }

    private static Slice string(Entry entry) {
        if (entry.exists() && !Types.STRING.equals(entry.type())) {
            throw NO_STRINGS;
        }
        Slice string = entry.get(Types.STRING);
        return string == null ? Slice.EMPTY : string;
    }

    private static byte[] bytes(CommonSubsequence common, Slice first) {
        byte[] bytes = new byte[common.length()];
        for (int i = bytes.length - 1; i >= 0 && common.previous(); i--) {
            bytes[i] = first.at(common.inFirst());
        }
        return bytes;
    }

    private static void replyRanges(CommonSubsequence common, LcsOptions options, Reply reply) {
        reply.map(2);
        reply.bulk("matches");
        int ranges = reply.openArray();
        boolean more = common.previous();
        while (more) {
            int lastInFirst = common.inFirst();
            int lastInSecond = common.inSecond();
            int length = 0;
            do {
                length++;
                more = common.previous();
            } while (more && common.inFirst() == lastInFirst - length && common.inSecond() == lastInSecond - length);
            if (length >= options.leastRange()) {
                reply.array(options.rangeLengths() ? 3 : 2);
                replyRange(lastInFirst - length + 1, lastInFirst, reply);
                replyRange(lastInSecond - length + 1, lastInSecond, reply);
                if (options.rangeLengths()) {
                    reply.integer(length);
                }
            }
        }
        reply.closeArray(ranges);
        reply.bulk("len");
        reply.integer(common.length());
    }

    private static void replyRange(int first, int last, Reply reply) {
        reply.array(2);
        reply.integer(first);
        reply.integer(last);
    }
}
