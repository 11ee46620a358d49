package dev.mortise.testkit.junit;

import dev.mortise.testkit.ReplyValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reply looks like, whatever is in it: {@code [string, [integer, null]]}.
 *
 * <p>The kinds that only RESP3 has are what RESP2 puts in their place, so that replies of both have equal shapes if
 * they tell the same.
 */
final class ReplyShape {

    private ReplyShape() {}

    static String of(ReplyValue reply) {
        return switch (reply) {
            case ReplyValue.SimpleString _ -> "status";
            case ReplyValue.SimpleError error -> "error " + error.code();
            case ReplyValue.Int _, ReplyValue.Bool _ -> "integer";
            case ReplyValue.Bulk _, ReplyValue.FloatingPoint _, ReplyValue.BigNumber _, ReplyValue.Verbatim _ ->
                "string";
            case ReplyValue.Null _, ReplyValue.NullArray _ -> "null";
            case ReplyValue.Array array -> of(array.elements().stream());
            case ReplyValue.Set set -> of(set.elements().stream());
            case ReplyValue.Push push -> of(push.elements().stream());
            case ReplyValue.Map map ->
                of(map.entries().stream().flatMap(pair -> List.of(pair.key(), pair.value()).stream()));
        };
    }

    /** {@return the shape of what a call has answered, which is one reply as a rule} */
    static String of(List<ReplyValue> replies) {
        return replies.isEmpty()
                ? "nothing"
                : replies.stream().map(ReplyShape::of).collect(Collectors.joining(", then "));
    }

    private static String of(Stream<ReplyValue> elements) {
        return elements.map(ReplyShape::of).collect(Collectors.joining(", ", "[", "]"));
    }
}
