package dev.mortise.runtime.dispatch;

import dev.mortise.api.ReplyBody;
import dev.mortise.runtime.blocking.LateReply;
import dev.mortise.runtime.blocking.Waiter;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.session.AsyncCall;

/** The replies to commands that have waited and do not run again here: they were worked out elsewhere, or in vain. */
final class LateAnswers {

    private LateAnswers() {}

    /** {@return what writes a reply that was worked out on another thread, or was not in time, to this request} */
    static ReplyBody of(AsyncCall call, boolean unblocked, CommandRequest request, ReplyWriter reply) {
        return _ -> {
            // It has forgotten them while it waited, and is shown only now.
            call.secrets().stream().forEach(request::redact);
            write(call, unblocked, reply);
        };
    }

    /** {@return what writes the reply of a command that has waited for keys, and is to wait no longer} */
    static ReplyBody of(BlockedCommand blocked, Waiter waiter, boolean unblocked, ReplyWriter reply) {
        return _ -> write(blocked, waiter, unblocked, reply);
    }

    private static void write(AsyncCall call, boolean unblocked, ReplyWriter reply) throws Exception {
        if (!call.done() || unblocked) {
            call.cancel();
            throw unblocked ? Refusals.UNBLOCKED : Refusals.tookTooLong(call.command(), call.limitMillis());
        }
        ReplyBody body = call.reply();
        if (body != null) {
            body.write(reply);
            return;
        }
        switch (call.failure()) {
            case Error error -> throw error;
            case Exception exception -> throw exception;
            case null, default -> throw new IllegalStateException("an asynchronous body returned nothing");
        }
    }

    private static void write(BlockedCommand blocked, Waiter waiter, boolean unblocked, ReplyWriter reply) {
        LateReply answer = waiter.reply();
        if (answer == null && unblocked) {
            throw Refusals.UNBLOCKED;
        }
        LateReply written = answer == null ? blocked.attendant().runAtLast(blocked) : answer;
        reply.encoded(written.bytes(), written.error());
    }
}
