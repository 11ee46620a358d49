package dev.mortise.pubsub;

import dev.mortise.api.Message;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of each thing that it has subscribed to, or ended.
 *
 * <p>One for each, so that a command may have several; the last one is its answer, and the others are pushed before.
 */
final class Confirmation {

    private Confirmation() {}

    /**
     * Tells the client.
     *
     * @param last whether there are no more of the same command
     * @param command what has happened: the name of the command that does it
     * @param name to what; null if there was nothing
     * @param count how much the client listens to now
     */
    static void tell(Request request, Reply reply, boolean last, String command, @Nullable Slice name, int count) {
        String word = command.toLowerCase(Locale.ROOT);
        Message message = request.server().message(confirmation -> {
            confirmation.push(3);
            confirmation.bulk(word);
            if (name == null) {
                confirmation.nil();
            } else {
                confirmation.bulk(name);
            }
            confirmation.integer(count);
        });
        if (last) {
            reply.answer(message);
        } else {
            request.session().push(message);
        }
    }
}
