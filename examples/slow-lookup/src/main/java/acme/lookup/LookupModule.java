package acme.lookup;

import dev.mortise.api.Argument;
import dev.mortise.api.AsyncScope;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Live;
import dev.mortise.api.Reply;
import dev.mortise.api.ReplyBody;
import dev.mortise.api.Request;
import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

/** {@code LOOKUP.ADDRESS host}: the address of a host, from the keyspace if somebody has asked before. */
public final class LookupModule implements CommandModule {

    private static final CommandSpec ADDRESS = CommandSpec.named("LOOKUP.ADDRESS")
            .args(1)
            .summary("Returns the address of a host.")
            .since("1.0.0")
            .complexity("O(1), and what the name servers take")
            .arguments(Argument.string("host"))
            .build();

    /** RFC 1035, 2.3.4. */
    private static final int LONGEST_NAME = 255;

    /** A place for the cache: in database 0, whatever the client has chosen. */
    private static final int DATABASE = 0;

    private final Resolver resolver;
    private Live<Settings> settings;

    /** What takes so long. */
    @FunctionalInterface
    interface Resolver {
        String addressOf(String host) throws IOException;
    }

    /**
     * What the operator may set.
     *
     * @param timeoutMillis for how long name servers are waited for; 2 seconds if not set
     * @param keepSeconds for how long an address is kept; a minute if not set
     */
    record Settings(int timeoutMillis, int keepSeconds) {
        Settings {
            timeoutMillis = timeoutMillis == 0 ? 2_000 : timeoutMillis;
            keepSeconds = keepSeconds == 0 ? 60 : keepSeconds;
            if (timeoutMillis < 0 || keepSeconds < 0) {
                throw new IllegalArgumentException("timeoutMillis and keepSeconds must be greater than 0");
            }
        }
    }

    /** With the name servers of this machine. */
    public LookupModule() {
        this(host -> InetAddress.getByName(host).getHostAddress());
    }

    LookupModule(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public void configure(Setup setup) {
        settings = setup.liveConfig(Settings.class);
        setup.command(ADDRESS, this::address);
    }

    private void address(Request request, Reply reply) {
        // A copy: the argument is gone when the body below runs.
        String host = request.arg(0).utf8().toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.length() > LONGEST_NAME) {
            throw ServerError.err("a host has 1 to " + LONGEST_NAME + " characters");
        }
        byte[] kept = request.keyspace().read(DATABASE, keyOf(host), entry -> {
            Slice address = entry.get(Types.STRING);
            return address == null ? null : address.toBytes();
        });
        if (kept != null) {
            reply.bulk(kept);
            return;
        }
        Duration limit = Duration.ofMillis(settings.get().timeoutMillis());
        request.async(limit, scope -> ask(host, scope));
    }

    /** On a thread of its own, where it may wait. No key is locked, and other clients go on. */
    private ReplyBody ask(String host, AsyncScope scope) throws IOException {
        String address;
        try {
            address = resolver.addressOf(host);
        } catch (UnknownHostException e) {
            throw ServerError.of("NOHOST", "there is no such host");
        }
        // One that comes too late must not take the place of what others have learned meanwhile.
        if (!scope.cancelled()) {
            keep(host, address, scope.server());
        }
        return reply -> reply.bulk(address);
    }

    private void keep(String host, String address, Server server) {
        long end = server.nowMillis()
                + Duration.ofSeconds(settings.get().keepSeconds()).toMillis();
        server.keyspace().write(DATABASE, keyOf(host), entry -> {
            entry.set(Types.STRING, Slice.of(address), end);
            return null;
        });
    }

    private static Slice keyOf(String host) {
        return Slice.of("lookup:" + host);
    }
}
