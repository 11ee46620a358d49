package dev.mortise.runtime.dispatch;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionMode;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.isolation.PluginFailures;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.session.EnteredMode;
import org.jspecify.annotations.Nullable;

/**
 * Asks the {@linkplain SessionMode modes} that a session is in, the one entered last first, and tells them.
 *
 * <p>A mode that fails takes the request: what it is there to keep from running must not run because of that. Belongs
 * to its event loop.
 */
final class Modes {

    private static final String PLACE = "its session mode";

    private final PluginFailures failures;

    Modes(PluginFailures failures) {
        this.failures = failures;
    }

    /** {@return whether one of them has answered} */
    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    boolean take(EnteredMode first, Request request, ReplyWriter reply) {
        for (EnteredMode each = first; each != null; each = each.below()) {
            try {
                if (each.mode().takes(request, reply)) {
                    requireWritten(reply.complete());
                    return true;
                }
                requireWritten(reply.untouched());
            } catch (ServerError error) {
                reply.error(error);
                return true;
            } catch (Throwable failure) {
                reply.error(failures.note(each.slot().module(), PLACE, failure));
                return true;
            }
        }
        return false;
    }

    private static void requireWritten(boolean rightly) {
        if (!rightly) {
            throw new IllegalStateException("a mode writes one reply if it takes a request, and none if it does not");
        }
    }

    /** {@return what is answered to a request that was refused for a reason that no mode has to do with} */
    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    ServerError refuse(EnteredMode first, @Nullable RegisteredCommand command, ServerError refusal) {
        ServerError told = refusal;
        for (EnteredMode each = first; each != null; each = each.below()) {
            try {
                told = each.mode().refused(command == null ? null : command.fullName(), told);
            } catch (ServerError error) {
                told = error;
            } catch (Throwable failure) {
                told = failures.note(each.slot().module(), PLACE, failure);
            }
        }
        return told;
    }
}
