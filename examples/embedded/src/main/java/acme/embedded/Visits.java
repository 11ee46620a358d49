package acme.embedded;

import java.net.URI;
import redis.clients.jedis.Jedis;

/** Counts visits of pages. It knows Redis, and neither knows nor cares what answers. */
public final class Visits implements AutoCloseable {

    private final Jedis jedis;

    /**
     * Connects.
     *
     * @param server where to, such as {@code redis://127.0.0.1:6379}
     */
    public Visits(URI server) {
        jedis = new Jedis(server);
    }

    /**
     * Counts a visit.
     *
     * @param page of which page
     * @return how many there were, this one included
     */
    public long visit(String page) {
        return jedis.incr("visits:" + page);
    }

    @Override
    public void close() {
        jedis.close();
    }
}
