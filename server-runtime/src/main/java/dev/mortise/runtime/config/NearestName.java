package dev.mortise.runtime.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Guesses which name was meant by one that does not exist.
 *
 * <p>Names are near if few letters must be inserted, removed, replaced or swapped with a neighbour to get from one to
 * the other: a third of the longer one's at most, so that a guess is shown only where it is likely to help.
 */
final class NearestName {

    private static final int LETTERS_PER_MISTAKE = 3;

    private NearestName() {}

    /** {@return the name nearest to the given one, the first in the alphabet of several, or null if none is near} */
    @Nullable
    static String of(String name, Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known.stream().sorted().toList()) {
            int distance = distance(name, candidate);
            int allowed = Math.max(name.length(), candidate.length()) / LETTERS_PER_MISTAKE;
            if (distance <= Math.max(1, allowed) && distance < least) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest;
    }

    /** Row by row; of the table only the last two rows are needed. Time O(n·m), which is little for names. */
    private static int distance(String a, String b) {
        int[] twoBefore = new int[b.length() + 1];
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(before[j - 1] + (same ? 0 : 1), Math.min(before[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
                }
            }
            int[] oldest = twoBefore;
            twoBefore = before;
            before = row;
            row = oldest;
        }
        return before[b.length()];
    }
}
