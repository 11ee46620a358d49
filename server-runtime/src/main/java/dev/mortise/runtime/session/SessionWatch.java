package dev.mortise.runtime.session;

import dev.mortise.runtime.watching.KeyWatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a client watches. Belongs to the event loop of the session; others may ask what of it is shown. */
public final class SessionWatch {

    /** Null if it watches nothing. */
    private @Nullable KeyWatch watch;

    SessionWatch() {}

    /**
     * {@return what it watches, to be added to}
     *
     * @param begin makes it, if there is nothing yet
     */
    public KeyWatch begin(Supplier<KeyWatch> begin) {
        KeyWatch watching = watch;
        if (watching == null) {
            watching = begin.get();
            watch = watching;
        }
        return watching;
    }

    /** {@return what it has watched until now, to be ended by the caller; null if nothing} */
    public @Nullable KeyWatch take() {
        KeyWatch watching = watch;
        watch = null;
        return watching;
    }

    /** Watches nothing any more. */
    void end() {
        KeyWatch watching = take();
        if (watching != null) {
            watching.end();
        }
    }

    /** {@return whether a key was changed that it watches} */
    boolean changed() {
        KeyWatch watching = watch;
        return watching != null && watching.changed();
    }

    /** {@return about how much memory it takes} */
    long bytes() {
        KeyWatch watching = watch;
        return watching == null ? 0 : watching.bytes();
    }
}
