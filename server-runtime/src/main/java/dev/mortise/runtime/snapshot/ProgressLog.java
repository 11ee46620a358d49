package dev.mortise.runtime.snapshot;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Lines in the log about something that takes long: one every two seconds, so none if it is done by then. */
final class ProgressLog {

    static final long PERIOD_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final String what;
    private final LongSupplier nowMillis;
    private final Consumer<String> log;
    private long nextMillis;

    ProgressLog(String what, LongSupplier nowMillis, Consumer<String> log) {
        this.what = what;
        this.nowMillis = nowMillis;
        this.log = log;
        nextMillis = nowMillis.getAsLong() + PERIOD_MILLIS;
    }

    /** Says how far it has come, if it is time to. */
    void at(int percent) {
        long now = nowMillis.getAsLong();
        if (now >= nextMillis) {
            nextMillis = now + PERIOD_MILLIS;
            log.accept(what + ": " + percent + " %");
        }
    }
}
