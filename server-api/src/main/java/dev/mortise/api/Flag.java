package dev.mortise.api;

/**
 * What a command is like, for the server (which refuses some commands in some states) and for clients (which see it in
 * {@code COMMAND INFO}).
 *
 * <p>The constants stand in the order in which {@code COMMAND INFO} lists them. New ones may appear in a minor version:
 * a {@code switch} over flags needs a {@code default}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command/#flags">Command flags</a>
 */
@Stable
public enum Flag {
    /** May change the keyspace. */
    WRITE("write"),
    /** Reads keys and never changes them. */
    READONLY("readonly"),
    /** Refused when the memory limit is reached. */
    DENY_OOM("denyoom"),
    /** For operators. */
    ADMIN("admin"),
    /** Belongs to publish/subscribe. */
    PUBSUB("pubsub"),
    /** Not allowed in scripts. */
    NOSCRIPT("noscript"),
    /** May wait for something to happen. */
    BLOCKING("blocking"),
    /** Allowed while data is loaded at start. */
    LOADING("loading"),
    /** Allowed on a replica whose data is stale. */
    STALE("stale"),
    /** Not shown by {@code MONITOR}. */
    SKIP_MONITOR("skip_monitor"),
    /** Not recorded in the slow log. */
    SKIP_SLOWLOG("skip_slowlog"),
    /** Takes constant or logarithmic time. */
    FAST("fast"),
    /** Allowed before the client has authenticated. */
    NO_AUTH("no_auth"),
    /** May be propagated although it is no write. */
    MAY_REPLICATE("may_replicate"),
    /** Its keys may be left out. */
    NO_MANDATORY_KEYS("no_mandatory_keys"),
    /** Refused while a replica loads data in the background. */
    NO_ASYNC_LOADING("no_async_loading"),
    /** Not allowed inside a transaction. */
    NO_MULTI("no_multi"),
    /** May run while a script or another command keeps the server busy. */
    ALLOW_BUSY("allow_busy");

    private final String wireName;

    Flag(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the name as {@code COMMAND INFO} shows it, such as {@code denyoom}} */
    public String wireName() {
        return wireName;
    }
}
