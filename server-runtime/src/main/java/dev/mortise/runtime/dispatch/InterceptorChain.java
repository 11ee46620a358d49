package dev.mortise.runtime.dispatch;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.runtime.command.Interception;
import dev.mortise.runtime.isolation.PluginFailures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the interceptors of a command, and tells them.
 *
 * <p>Whatever one throws before the command keeps the command from running: an interceptor that guards something must
 * not open the door by failing. Belongs to its event loop.
 */
final class InterceptorChain {

    private final PluginFailures failures;

    InterceptorChain(PluginFailures failures) {
        this.failures = failures;
    }

    /**
     * {@return why the command must not run, or null if it may}
     *
     * <p>If one refuses, those that had let it pass are told so.
     */
    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    @Nullable
    ServerError before(List<Interception> chain, Request request) {
        for (int i = 0; i < chain.size(); i++) {
            Interception each = chain.get(i);
            ServerError refusal;
            try {
                each.interceptor().before(request);
                continue;
            } catch (ServerError error) {
                refusal = error;
            } catch (Throwable failure) {
                refusal = failures.note(each.module(), "its interceptor", failure);
            }
            after(chain.subList(0, i), request, refusal, 0);
            return refusal;
        }
        return null;
    }

    /** Tells all that the command is answered, the last that was asked first. */
    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    void after(List<Interception> chain, Request request, @Nullable ServerError error, long nanos) {
        for (Interception each : chain.reversed()) {
            try {
                each.interceptor().after(request, error, nanos);
            } catch (Throwable failure) {
                var _ = failures.note(each.module(), "its interceptor", failure);
            }
        }
    }
}
