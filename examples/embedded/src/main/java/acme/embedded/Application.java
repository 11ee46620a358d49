package acme.embedded;

import dev.mortise.testkit.EmbeddedServer;
import java.util.concurrent.TimeUnit;

/** A program that brings its server along: {@code java -m acme.embedded/acme.embedded.Application 7000}. */
public final class Application {

    private Application() {}

    /**
     * {@return the server, with a command of the program's own}
     *
     * @param port to listen on, or 0 for any that is free
     */
    static EmbeddedServer serverAt(int port) {
        long start = System.nanoTime();
        return EmbeddedServer.with(new Status(() -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)))
                .port(port)
                .set("maxmemory", "64mb")
                .set("maxmemory-policy", "allkeys-lru")
                .start();
    }

    /**
     * Counts a visit, and serves until somebody sends {@code SHUTDOWN}.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedServer server = serverAt(Integer.parseInt(arguments[0]));
                Visits visits = new Visits(server.uri())) {
            visits.visit("home");
            System.out.println("redis-cli -u " + server.uri() + " APP.STATUS");
            server.awaitStop();
        }
    }
}
