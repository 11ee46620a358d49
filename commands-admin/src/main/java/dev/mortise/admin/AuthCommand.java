package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;

/**
 * {@code AUTH [username] password}: proves who the client is.
 *
 * <p>A client that has authenticated and then gives a wrong password stays who it was.
 */
final class AuthCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("AUTH")
            .args(1, CommandSpec.MANY)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.NO_AUTH, Flag.ALLOW_BUSY)
            .acl("connection")
            .group("connection")
            .since("1.0.0")
            .complexity("O(N) where N is the number of passwords defined for the user")
            .summary("Authenticates the connection by a password, or by a user's name and password.")
            .arguments(Argument.string("username").optional().since("6.0.0"), Argument.string("password"))
            .history("6.0.0", "Takes a user's name before the password.")
            .build();

    /** The user of those who give only a password. */
    static final String DEFAULT_USER = "default";

    private static final ServerError WRONG_PASSWORD =
            ServerError.of("WRONGPASS", "invalid username-password pair or user is disabled.");
    private static final ServerError NO_PASSWORD_NEEDED = ServerError.err("AUTH <password> called without any password"
            + " configured for the default user. Are you sure your configuration is correct?");

    @Override
    public void execute(Request request, Reply reply) {
        for (int i = 0; i < request.size(); i++) {
            request.redact(i);
        }
        switch (request.size()) {
            case 1 -> {
                // Most likely the client means another server, or the operator forgot to set the password.
                if (!request.server().checksPasswords()) {
                    throw NO_PASSWORD_NEEDED;
                }
                authenticate(request.session(), DEFAULT_USER, request.arg(0));
            }
            case 2 -> authenticate(request.session(), request.arg(0).utf8(), request.arg(1));
            default -> throw ServerError.syntax();
        }
        reply.ok();
    }

    /** Authenticates, or answers {@code WRONGPASS}. */
    static void authenticate(Session session, String user, Slice password) {
        if (!session.authenticate(user, password)) {
            throw WRONG_PASSWORD;
        }
    }
}
