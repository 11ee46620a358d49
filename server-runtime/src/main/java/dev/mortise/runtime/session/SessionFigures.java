package dev.mortise.runtime.session;

import dev.mortise.api.Session.Figure;

/** What modules say of a session for {@code CLIENT LIST}. Written by its event loop; others may read old values. */
final class SessionFigures {

    private long channels;
    private long patterns;
    private long shardChannels;
    private long subscribedBytes;
    private long queued = initial(Figure.QUEUED);
    private long queuedBytes;

    /** {@return what a figure is that nobody has set} */
    static long initial(Figure figure) {
        return figure == Figure.QUEUED ? -1 : 0;
    }

    void set(Figure figure, long value) {
        switch (figure) {
            case CHANNELS -> channels = value;
            case PATTERNS -> patterns = value;
            case SHARD_CHANNELS -> shardChannels = value;
            case SUBSCRIBED_BYTES -> subscribedBytes = value;
            case QUEUED -> queued = value;
            case QUEUED_BYTES -> queuedBytes = value;
        }
    }

    long get(Figure figure) {
        return switch (figure) {
            case CHANNELS -> channels;
            case PATTERNS -> patterns;
            case SHARD_CHANNELS -> shardChannels;
            case SUBSCRIBED_BYTES -> subscribedBytes;
            case QUEUED -> queued;
            case QUEUED_BYTES -> queuedBytes;
        };
    }
}
