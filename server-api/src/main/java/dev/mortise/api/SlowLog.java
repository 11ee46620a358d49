package dev.mortise.api;

import dev.mortise.api.internal.HostSlowLog;
import java.util.List;

/**
 * The commands that took long: as long as {@code slowlog-log-slower-than} says, or longer. Of these the latest {@code
 * slowlog-max-len} are kept. For any thread.
 *
 * @see <a href="https://redis.io/docs/latest/commands/slowlog/">SLOWLOG</a>
 */
@Preview
public sealed interface SlowLog permits HostSlowLog {

    /**
     * {@return the latest entries, latest first}
     *
     * @param most how many at most, at least 0
     */
    List<Entry> latest(int most);

    /** {@return how many entries there are} */
    int size();

    /** Removes all entries. Their numbers are not given to later ones. */
    void clear();

    /**
     * A command that took long.
     *
     * @param id a number that no other entry has, greater than those of earlier ones
     * @param atSeconds when it ended, in seconds since 1970
     * @param micros how long it took, in microseconds
     * @param words its name and arguments: at most 32, of at most 128 bytes each; what was left out is told in their
     *     place, and what {@linkplain Request#redact must not be shown} is not
     * @param clientAddress see {@link Session#address()}
     * @param clientName see {@link Session#name()}
     */
    record Entry(long id, long atSeconds, long micros, List<Slice> words, String clientAddress, String clientName) {
        /** Keeps a copy of the list. */
        public Entry {
            words = List.copyOf(words);
        }
    }
}
