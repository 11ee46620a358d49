package acme.limit;

/**
 * A bucket of tokens that fills at a steady rate, kept in a single number: the instant at which it will be full.
 *
 * <p>Taking a token puts that instant off by the time that one token takes to drip in. There is a token as long as the
 * bucket would not be full later than an empty one that begins now. This is the "virtual scheduling" form of the
 * generic cell rate algorithm, and needs neither a timer nor a second number.
 *
 * @param burst how many tokens it holds
 * @param intervalMicros how long one takes to drip in, in microseconds
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, annex A</a>
 */
record Gcra(long burst, long intervalMicros) {

    /** A million tokens at a time, a million a second: more is no limit. */
    static final long MOST = 1_000_000;

    /** The least is one in about 11 days. */
    static final double LEAST_PER_SECOND = 1e-6;

    private static final double MICROS_PER_SECOND = 1e6;

    /** Far beyond all that is ever stored, and far enough from where numbers of 64 bits end. */
    private static final long LATEST = Long.MAX_VALUE / 4;

    /**
     * {@return a full bucket}
     *
     * @param burst from 1 to {@link #MOST}
     * @param perSecond how many tokens drip in each second, from {@link #LEAST_PER_SECOND} to {@link #MOST}
     * @throws IllegalArgumentException beyond these
     */
    static Gcra of(long burst, double perSecond) {
        if (burst < 1 || burst > MOST) {
            throw new IllegalArgumentException("burst must be 1 to " + MOST);
        }
        if (!(perSecond >= LEAST_PER_SECOND && perSecond <= MOST)) {
            throw new IllegalArgumentException("rate must be 0.000001 to " + MOST + " per second");
        }
        return new Gcra(burst, Math.round(MICROS_PER_SECOND / perSecond));
    }

    /** {@return when it will be full if one token more is taken now} Any number will do for when it is full. */
    long fullAfterTaking(long fullAtMicros, long nowMicros) {
        return Math.clamp(fullAtMicros, nowMicros, LATEST) + intervalMicros;
    }

    /** {@return for how many microseconds there is no token; 0 or less if there is one} */
    long waitMicros(long fullAtMicros, long nowMicros) {
        return fullAfterTaking(fullAtMicros, nowMicros) - nowMicros - burst * intervalMicros;
    }
}
