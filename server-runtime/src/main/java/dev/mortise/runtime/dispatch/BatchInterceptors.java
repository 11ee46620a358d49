package dev.mortise.runtime.dispatch;

import dev.mortise.api.ServerError;
import dev.mortise.runtime.command.RegisteredCommand;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What interceptors have to do with the requests of one batch: asked before anything is locked, told when nothing is.
 *
 * <p>Made for each run of a batch in which a command is intercepted; the others do without.
 */
final class BatchInterceptors {

    private record Ran(@Nullable ServerError error, long nanos) {}

    private final InterceptorChain interceptors;
    private final KeptRequests kept;
    private final Map<Integer, ServerError> refusals = new HashMap<>();
    private final Map<Integer, Ran> runs = new HashMap<>();

    BatchInterceptors(InterceptorChain interceptors, KeptRequests kept) {
        this.interceptors = interceptors;
        this.kept = kept;
    }

    /** Asks of each request whether it may run. */
    void ask(BatchRuns batches) {
        kept.forEachIntercepted((part, index, number) -> batches.pointed(part, index, request -> {
            ServerError refusal = interceptors.before(request.command().interceptions(), request);
            if (refusal != null) {
                refusals.put(number, refusal);
            }
        }));
    }

    /** {@return why a request must not run, or null if it may} */
    @Nullable
    ServerError refusal(int number) {
        return refusals.get(number);
    }

    /** Notes how a request was answered. */
    void ran(RegisteredCommand command, int number, @Nullable ServerError error, long nanos) {
        if (!command.interceptions().isEmpty()) {
            runs.put(number, new Ran(error, nanos));
        }
    }

    /** Tells how each request that was let in was answered. */
    void tell(BatchRuns batches) {
        kept.forEachIntercepted((part, index, number) -> {
            Ran ran = runs.get(number);
            if (ran != null) {
                batches.pointed(
                        part,
                        index,
                        request -> interceptors.after(
                                request.command().interceptions(), request, ran.error(), ran.nanos()));
            }
        });
    }
}
