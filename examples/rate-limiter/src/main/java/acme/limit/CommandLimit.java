package acme.limit;

import dev.mortise.api.Interceptor;
import dev.mortise.api.Live;
import dev.mortise.api.Metrics;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionSlot;
import java.util.concurrent.TimeUnit;

/** Keeps each connection from sending more commands than the operator allows. */
final class CommandLimit implements Interceptor {

    /** When a client's bucket is full. Of its event loop alone, as all slots are. */
    static final class Bucket {
        private long fullAtMicros;
    }

    private final Live<LimitModule.Settings> settings;
    private final SessionSlot<Bucket> buckets;
    private final Metrics.Counter refused;

    CommandLimit(Live<LimitModule.Settings> settings, SessionSlot<Bucket> buckets, Metrics.Counter refused) {
        this.settings = settings;
        this.buckets = buckets;
        this.refused = refused;
    }

    @Override
    public void before(Request request) {
        LimitModule.Settings allowed = settings.get();
        if (allowed.unlimited()) {
            return;
        }
        Gcra limit = allowed.bucket();
        Bucket bucket = request.session().get(buckets);
        long now = TimeUnit.MILLISECONDS.toMicros(request.nowMillis());
        if (limit.waitMicros(bucket.fullAtMicros, now) > 0) {
            refused.increment();
            throw ServerError.of("LIMITED", "too many commands, slow down");
        }
        bucket.fullAtMicros = limit.fullAfterTaking(bucket.fullAtMicros, now);
    }
}
