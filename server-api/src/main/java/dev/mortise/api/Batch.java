package dev.mortise.api;

import dev.mortise.api.internal.HostBatch;

/**
 * Requests of one client that are kept, to be {@linkplain Request#run run together}: by a {@link SessionMode} that
 * takes them.
 *
 * <p>Made by {@link Server#newBatch}, used again and again by the event loop of its client; not by other threads. It
 * keeps copies of the words and grows with them, up to what {@code client-query-buffer-limit} lets one client have
 * unexecuted: tell the host what it takes by {@link Session.Figure#QUEUED_BYTES}.
 */
@Preview
public sealed interface Batch permits HostBatch {

    /** What became of a batch that was to be run. */
    enum Outcome {
        /** All its requests were answered, one after the other, each by a value or an error of its own. */
        RAN,
        /** A key was changed that the session {@linkplain Request#watchKeys watched}: nothing was run or written. */
        KEYS_CHANGED,
        /**
         * A pause holds it back: nothing was run or written. The command must return now, and is run again from its
         * beginning when the pause is over.
         */
        LATER
    }

    /** {@return how many requests are in it} */
    int size();

    /** {@return about how much memory they take, in bytes; in constant time} */
    long bytes();

    /** Takes all requests out. */
    void clear();
}
