package dev.mortise.admin;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import org.jspecify.annotations.Nullable;

/** The filters of {@code CLIENT KILL}: a connection is chosen if it fits all that are given. */
final class ClientFilter {

    private static final ServerError INVALID_ID = ServerError.err("client-id should be greater than 0");

    private @Nullable Long id;
    private Session.@Nullable Kind kind;
    private @Nullable String user;
    private @Nullable String address;
    private @Nullable String localAddress;
    private boolean skipsOwn = true;

    private ClientFilter() {}

    /** {@return the filters that the arguments of a request are} Of one that is given twice, the second counts. */
    static ClientFilter parse(Request request) {
        ClientFilter filter = new ClientFilter();
        for (int i = 0; i < request.size(); i += 2) {
            if (i + 1 == request.size()) {
                throw ServerError.syntax();
            }
            filter.add(request.arg(i), request.arg(i + 1));
        }
        return filter;
    }

    private void add(Slice name, Slice value) {
        if (name.is("ID")) {
            id = parseId(value);
        } else if (name.is("TYPE")) {
            kind = ClientKind.parse(value);
        } else if (name.is("ADDR")) {
            address = value.utf8();
        } else if (name.is("LADDR")) {
            localAddress = value.utf8();
        } else if (name.is("USER")) {
            user = parseUser(value);
        } else if (name.is("SKIPME")) {
            skipsOwn = parseSkipMe(value);
        } else {
            throw ServerError.syntax();
        }
    }

    private static long parseId(Slice value) {
        if (!value.isLong() || value.asLong() <= 0) {
            throw INVALID_ID;
        }
        return value.asLong();
    }

    private static String parseUser(Slice value) {
        String name = value.utf8();
        // Until there are access control lists, there is this one user.
        if (!name.equals(AuthCommand.DEFAULT_USER)) {
            throw ServerError.err("No such user '" + name + "'");
        }
        return name;
    }

    private static boolean parseSkipMe(Slice value) {
        if (!value.is("YES") && !value.is("NO")) {
            throw ServerError.syntax();
        }
        return value.is("YES");
    }

    /**
     * {@return whether a connection fits}
     *
     * @param session the connection
     * @param own the one that asks
     */
    boolean fits(Session session, Session own) {
        return (id == null || id == session.id())
                && (kind == null || kind == ClientKind.of(session))
                && (user == null || user.equals(session.user()))
                && (address == null || address.equals(session.address()))
                && (localAddress == null || localAddress.equals(session.localAddress()))
                && !(skipsOwn && session.id() == own.id());
    }
}
