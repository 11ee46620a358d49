package dev.mortise.keys;

import dev.mortise.testkit.ReplyValue;
import java.util.List;

/** Takes apart the replies of commands whose order is not determined. */
final class Replies {

    private Replies() {}

    /** {@return the texts of an array of bulk strings, sorted} */
    static List<String> sorted(ReplyValue reply) {
        return ((ReplyValue.Array) reply)
                .elements().stream()
                        .map(element -> ((ReplyValue.Bulk) element).utf8())
                        .sorted()
                        .toList();
    }

    /** {@return the cursor that a reply of SCAN begins with} */
    static String cursor(ReplyValue reply) {
        return ((ReplyValue.Bulk) ((ReplyValue.Array) reply).elements().getFirst()).utf8();
    }

    /** {@return the keys that a reply of SCAN ends with, sorted} */
    static List<String> keys(ReplyValue reply) {
        return sorted(((ReplyValue.Array) reply).elements().get(1));
    }
}
