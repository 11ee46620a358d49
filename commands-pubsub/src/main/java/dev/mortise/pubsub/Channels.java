package dev.mortise.pubsub;

import dev.mortise.api.Glob;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Channels by name; one that nobody listens to any more is not there.
 *
 * <p>Names that were chosen so as to collide are put into order by the map, and found in logarithmic time. For any
 * thread.
 */
final class Channels implements Audiences {

    private final ConcurrentMap<Slice, Audience> audiences = new ConcurrentHashMap<>();

    /** {@return who listens to a channel, or null if nobody does} */
    @Nullable
    Audience find(Slice name) {
        return audiences.get(name);
    }

    @Override
    public Subscription join(Session session, Slice name) {
        Audience known = find(name);
        Slice kept = known == null ? Slice.of(name.toBytes()) : known.name();
        Subscription[] made = new Subscription[1];
        audiences.compute(kept, (_, present) -> {
            Audience audience = present == null ? new Audience(kept) : present;
            made[0] = audience.add(session);
            return audience;
        });
        return made[0];
    }

    @Override
    public void leave(Subscription subscription) {
        Audience left = subscription.audience();
        audiences.computeIfPresent(left.name(), (_, audience) -> left.remove(subscription) ? null : audience);
    }

    @Override
    public int count() {
        return audiences.size();
    }

    boolean isEmpty() {
        return audiences.isEmpty();
    }

    /** {@return how many listen to a channel} */
    int listeners(Slice name) {
        Audience audience = find(name);
        return audience == null ? 0 : audience.size();
    }

    /** {@return the names of the channels that fit, in no order} */
    List<Slice> names(@Nullable Glob pattern) {
        List<Slice> names = new ArrayList<>();
        for (Slice name : audiences.keySet()) {
            if (pattern == null || pattern.matches(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
