package dev.mortise.runtime.session;

import dev.mortise.api.Authenticator;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import dev.mortise.runtime.command.PluginAuthenticator;
import dev.mortise.runtime.isolation.PluginFailures;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a client is: by the server's own {@link Credentials}, or by asking a plugin. For any thread.
 */
public interface Gatekeeper {

    /** {@return whether there is anything to check a password against} */
    boolean checksPasswords();

    /** {@return the user a client is without saying anything, or null if it must authenticate} */
    @Nullable
    String userOnConnect(Session session);

    /** {@return whether this is the password of that user} */
    boolean accept(Session session, String user, Slice password);

    /** {@return one that goes by the server's configuration} */
    static Gatekeeper of(Credentials credentials) {
        return new Gatekeeper() {
            @Override
            public boolean checksPasswords() {
                return credentials.required();
            }

            @Override
            public @Nullable String userOnConnect(Session session) {
                return credentials.required() ? null : Credentials.DEFAULT_USER;
            }

            @Override
            public boolean accept(Session session, String user, Slice password) {
                return credentials.accept(user, password);
            }
        };
    }

    /** {@return one that asks a plugin; when that fails, nobody gets in} */
    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    static Gatekeeper of(PluginAuthenticator plugin, PluginFailures failures) {
        Authenticator authenticator = plugin.authenticator();
        Server.Module module = plugin.module();
        return new Gatekeeper() {
            @Override
            public boolean checksPasswords() {
                return true;
            }

            @Override
            public @Nullable String userOnConnect(Session session) {
                try {
                    return authenticator.userOnConnect(session);
                } catch (Throwable failure) {
                    failures.note(module, "its authenticator", failure);
                    return null;
                }
            }

            @Override
            public boolean accept(Session session, String user, Slice password) {
                try {
                    return authenticator.authenticate(session, user, password);
                } catch (Throwable failure) {
                    failures.note(module, "its authenticator", failure);
                    return false;
                }
            }
        };
    }
}
