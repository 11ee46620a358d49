package dev.mortise.pubsub;

import dev.mortise.api.Session;

/** The kinds of things that one can subscribe to. */
enum Topic {
    /** Channels, each by its name. */
    CHANNEL("SUBSCRIBE", "UNSUBSCRIBE", Session.Figure.CHANNELS),
    /** All channels whose names fit a pattern. */
    PATTERN("PSUBSCRIBE", "PUNSUBSCRIBE", Session.Figure.PATTERNS),
    /** Channels of shards: channels of their own, whose messages would stay on one shard of a cluster. */
    SHARD_CHANNEL("SSUBSCRIBE", "SUNSUBSCRIBE", Session.Figure.SHARD_CHANNELS);

    private final String subscribe;
    private final String unsubscribe;
    private final Session.Figure figure;

    Topic(String subscribe, String unsubscribe, Session.Figure figure) {
        this.subscribe = subscribe;
        this.unsubscribe = unsubscribe;
        this.figure = figure;
    }

    /** {@return the command to begin with} */
    String subscribe() {
        return subscribe;
    }

    /** {@return the command to end with} */
    String unsubscribe() {
        return unsubscribe;
    }

    /** {@return what {@code CLIENT LIST} shows of it} */
    Session.Figure figure() {
        return figure;
    }
}
