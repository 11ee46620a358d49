package dev.mortise.integration.differential;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dialogue to be had with two servers.
 *
 * @param name of its file
 * @param protocols 2, 3 or both: the versions of RESP that it is to be run in
 * @param needs commands without which it makes no sense; it is skipped where the server under test lacks one
 * @param parameters of the servers it is for; if there are any, it gets two of its own
 * @param steps in order
 */
record Script(
        String name, List<Integer> protocols, List<String> needs, Map<String, String> parameters, List<Step> steps) {

    /** The connection that steps use until the script names another one. */
    static final String FIRST_CLIENT = "first";

    /**
     * One command.
     *
     * @param line where it stands in the file
     * @param client the name of the connection to send it on
     * @param command as it was written, with its placeholders
     * @param comparison what the two replies must have in common
     * @param saveAs the placeholder that stands for this reply from now on
     * @param exchange whether the command is sent, and whether a reply is read
     * @param closes whether the server closes the connection after replying
     */
    record Step(
            int line,
            String client,
            String command,
            Comparison comparison,
            @Nullable String saveAs,
            Exchange exchange,
            boolean closes) {}

    /** What happens in a step. */
    enum Exchange {
        /** A command is sent and its reply read. */
        ASK,
        /** A command is sent that is not answered, or not at once. */
        TELL,
        /** A reply is read that has not come before, or a message. */
        LISTEN
    }
}
