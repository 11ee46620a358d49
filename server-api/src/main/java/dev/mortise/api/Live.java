package dev.mortise.api;

import dev.mortise.api.internal.HostLive;

/**
 * Settings of a module that can change while the server runs: {@link Setup#liveConfig}.
 *
 * <p>A change makes a new record, which {@link #get} answers from then on; a record that was got stays as it is. So a
 * command that needs two settings which belong together gets the record once and reads both from it. For any thread.
 *
 * @param <C> the record
 */
@Stable
public sealed interface Live<C extends Record> permits HostLive {

    /** {@return the settings of this moment; costs no more than reading a field} */
    C get();

    /**
     * Has changes announced before they count.
     *
     * <p>Announcements come one at a time, on the event loop of the client that sent {@code CONFIG SET}, which waits:
     * they must be quick. What the record's constructor refuses is not announced.
     *
     * @param listener is told of each change, and may refuse it
     * @return this
     */
    Live<C> onChange(Listener<C> listener);

    /**
     * Is told of changes.
     *
     * @param <C> the record
     */
    @FunctionalInterface
    interface Listener<C extends Record> {
        /**
         * Called before a change; {@link Live#get} still answers the record before.
         *
         * <p>Of several parameters that are set together all change or none. If somebody else refuses after this
         * listener has agreed, it is called once more, with the two records the other way round.
         *
         * @param before the settings that count
         * @param after those that will
         * @throws RuntimeException to refuse; its message is what the client gets to read
         */
        void changing(C before, C after);
    }
}
