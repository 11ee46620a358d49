package dev.mortise.runtime.session;

import dev.mortise.api.Slice;

/** Decides who may use the server. */
public interface Credentials {

    /** The user of a client that names none. */
    String DEFAULT_USER = "default";

    /** {@return whether a new connection must authenticate before anything else} */
    boolean required();

    /** {@return whether this is the password of that user} */
    boolean accept(String user, Slice password);
}
