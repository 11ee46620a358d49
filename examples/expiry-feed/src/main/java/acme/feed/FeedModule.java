package acme.feed;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.Metrics;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Session;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code FEED.START}, {@code FEED.STOP} and {@code FEED.COUNTS}. */
public final class FeedModule implements CommandModule {

    private static final Set<KeyEvent.Kind> KINDS =
            EnumSet.of(KeyEvent.Kind.EXPIRED, KeyEvent.Kind.EVICTED, KeyEvent.Kind.GENERIC);

    private static final CommandSpec START = CommandSpec.named("FEED.START")
            .flags(Flag.FAST)
            .summary("Has the client told of keys that end.")
            .since("1.0.0")
            .complexity("O(1)")
            .build();

    private static final CommandSpec STOP = CommandSpec.named("FEED.STOP")
            .flags(Flag.FAST)
            .summary("Has the client told of keys no longer.")
            .since("1.0.0")
            .complexity("O(1)")
            .build();

    private static final CommandSpec COUNTS = CommandSpec.named("FEED.COUNTS")
            .flags(Flag.FAST)
            .summary("Tells how many keys have ended, and how, and of how many the end is known.")
            .since("1.0.0")
            .complexity("O(1)")
            .build();

    private SessionSlot<Optional<Session>> subscriptions;
    private Feed feed;
    private Metrics.Counter expired;
    private Metrics.Counter evicted;
    private Metrics.Counter deleted;

    @Override
    public void configure(Setup setup) {
        Metrics metrics = setup.metrics();
        expired = metrics.counter("keys_expired");
        evicted = metrics.counter("keys_evicted");
        deleted = metrics.counter("keys_deleted");
        feed = new Feed(setup.server(), setup.tasks(), metrics.counter("events_dropped"));
        metrics.gauge("subscribers", feed::subscribers);
        // Given up by FEED.STOP, by RESET and with the connection: a feed has no subscribers that have left.
        subscriptions = setup.sessionSlot(Optional::empty, before -> before.ifPresent(feed::remove));
        setup.on(KINDS, this::happened)
                .command(START, this::start)
                .command(STOP, this::stop)
                .command(COUNTS, this::counts);
    }

    /** On the thread of whoever has changed the key: counts, and leaves the rest to the feed. */
    private void happened(KeyEvent event) {
        boolean ended = switch (event.kind()) {
            case EXPIRED -> counted(expired);
            case EVICTED -> counted(evicted);
            default -> event.name().equals("del") && counted(deleted);
        };
        if (ended) {
            feed.happened(event);
        }
    }

    private static boolean counted(Metrics.Counter counter) {
        counter.increment();
        return true;
    }

    private void start(Request request, Reply reply) {
        Session session = request.session();
        session.set(subscriptions, Optional.of(session));
        feed.add(session);
        reply.ok();
    }

    private void stop(Request request, Reply reply) {
        request.session().set(subscriptions, Optional.empty());
        reply.ok();
    }

    private void counts(Request request, Reply reply) {
        reply.map(4);
        reply.bulk("expired");
        reply.integer(expired.value());
        reply.bulk("evicted");
        reply.integer(evicted.value());
        reply.bulk("deleted");
        reply.integer(deleted.value());
        reply.bulk("to_expire");
        reply.integer(request.keyspace().expiring(request.session().database()));
    }
}
