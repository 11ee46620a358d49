package dev.mortise.runtime.transport;

/**
 * What a client from elsewhere is told who needs no password.
 *
 * <p>Whether it needs one is asked of the session, as it has just connected: with {@code requirepass}, or a plugin's
 * authenticator that does not let it in by itself, it has no user yet, and authenticates as everywhere. An
 * authenticator that takes whoever comes for some user is no protection, and does not count as one.
 */
final class ProtectedMode {

    /** One line, as every error; it says what the operator can do. */
    static final String REFUSAL = "-DENIED Mortise is running in protected mode because no password is set: clients on"
            + " other machines are refused. To let them in, set a password (requirepass), or, if the network is"
            + " trusted, switch this off with CONFIG SET protected-mode no from a client on this machine, or start the"
            + " server with --set protected-mode=no.\r\n";

    private ProtectedMode() {}
}
