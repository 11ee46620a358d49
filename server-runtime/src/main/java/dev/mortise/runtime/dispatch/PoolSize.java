package dev.mortise.runtime.dispatch;

/**
 * How much of a pool is kept between requests: what the largest one of late has needed.
 *
 * <p>A client that asks for a thousand keys at a time will go on doing so, and to make a thousand objects for each of
 * its requests would be work for nothing. One that does it once is not to cost memory for ever: after {@link #PATIENCE}
 * requests that needed less, the pool shrinks to what they did need. Beyond {@link #MOST} nothing is kept, as what
 * is in a pool is there once for each event loop.
 *
 * <p>Asked only about pools that are larger than {@link #LEAST}, it costs ordinary requests nothing. Not thread-safe.
 */
final class PoolSize {

    /** As many are always kept. */
    static final int LEAST = 256;

    /** The most that are kept. */
    static final int MOST = 4096;

    /** After so many requests a pool is no larger than any of them has needed. */
    static final int PATIENCE = 1000;

    private int requests;
    private int needed;

    /**
     * {@return how many to keep, at most as many as there are}
     *
     * @param size how many there are, at least {@link #LEAST}
     * @param used how many the request has needed that is over now
     */
    int after(int size, int used) {
        needed = Math.max(needed, used);
        requests++;
        int keep = Math.min(size, MOST);
        if (requests == PATIENCE) {
            keep = Math.min(keep, Math.max(needed, LEAST));
            requests = 0;
            needed = 0;
        }
        return keep;
    }
}
