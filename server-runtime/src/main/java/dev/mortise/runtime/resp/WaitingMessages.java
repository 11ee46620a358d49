package dev.mortise.runtime.resp;

import org.jspecify.annotations.Nullable;

/** Messages that were pushed to a client and wait for its event loop, to which alone they are given. */
@FunctionalInterface
public interface WaitingMessages {

    /** {@return the next message, encoded, or null if none waits} */
    byte @Nullable [] takePushed();
}
