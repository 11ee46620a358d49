package dev.mortise.runtime.dispatch;

import dev.mortise.api.AsyncBody;
import dev.mortise.runtime.session.AsyncCall;
import java.time.Duration;

/** Has a client wait for a reply that is worked out elsewhere. */
final class AsyncStart {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long LONGEST_MILLIS = LONGEST.toMillis();

    private AsyncStart() {}

    static void begin(CommandRequest request, Duration limit, AsyncBody body) {
        if (limit.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("limit " + limit + ": must be at least a millisecond");
        }
        String within = request.within();
        if (within != null) {
            throw Refusals.answersLater(request.command(), within);
        }
        request.requireMayWait();
        long millis = limit.compareTo(LONGEST) > 0 ? LONGEST_MILLIS : limit.toMillis();
        AsyncCall call = new AsyncCall(request.command(), request.session(), request.server(), body, millis);
        request.session().suspension().begin(call, request.nowMillis() + millis);
    }
}
