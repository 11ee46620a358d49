package dev.mortise.hashes;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Picks fields of a hash at random, each as likely as any other.
 *
 * <p>Few of many fields are picked one by one; many of them by one walk over all, in which each is taken with the
 * probability that leaves the right number in the end (<i>selection sampling</i>). So no pick costs much more than the
 * fields that are replied. For one command.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Reservoir_sampling">Knuth, The Art of Computer Programming 3.4.2,
 *     algorithm S</a>
 */
final class RandomFields {

    /** From this part of all fields on a walk is the cheaper way. */
    private static final int WALK_DIVISOR = 3;

    private final HashValue hash;
    private final RandomGenerator random = ThreadLocalRandom.current();

    /** A picker of a hash that is not empty. */
    RandomFields(HashValue hash) {
        this.hash = hash;
    }

    /** Gets the fields that are picked. */
    @FunctionalInterface
    interface Taker {
        /** Called for each, with where it lies. */
        void take(FieldPlace place);
    }

    /** Goes to one field. */
    void one() {
        FieldTable table = hash.table();
        if (table != null) {
            table.pick(random, hash.found());
            return;
        }
        hash.begin();
        for (int left = random.nextInt(hash.size()); left >= 0; left--) {
            hash.next();
        }
    }

    /** Picks so many fields, each from all of them. */
    void repeated(long count, Taker taker) {
        FieldTable table = hash.table();
        FieldPlace place = hash.found();
        int[] starts = table == null ? hash.starts() : new int[0];
        for (long left = count; left > 0; left--) {
            if (table == null) {
                hash.go(starts[random.nextInt(starts.length)]);
            } else {
                table.pick(random, place);
            }
            taker.take(place);
        }
    }

    /** Picks so many different fields, of which there are at least as many. */
    void distinct(int count, Taker taker) {
        FieldTable table = hash.table();
        if (table == null || count >= hash.size() / WALK_DIVISOR) {
            select(count, taker);
            return;
        }
        FieldPlace place = hash.found();
        Set<Long> taken = new HashSet<>();
        while (taken.size() < count) {
            if (taken.add(table.pick(random, place))) {
                taker.take(place);
            }
        }
    }

    private void select(int count, Taker taker) {
        FieldPlace place = hash.found();
        int left = hash.size();
        int wanted = count;
        hash.begin();
        while (wanted > 0 && hash.next()) {
            if (random.nextInt(left) < wanted) {
                wanted--;
                taker.take(place);
            }
            left--;
        }
    }
}
