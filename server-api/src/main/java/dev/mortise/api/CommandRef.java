package dev.mortise.api;

import dev.mortise.api.internal.HostCommandRef;

/**
 * A command that a module calls, found when the server starts: {@link Setup#ref}, {@link Request#call}. May be kept;
 * for any thread.
 */
@Preview
public sealed interface CommandRef permits HostCommandRef {

    /** {@return its full name in lower case, a subcommand's with its parent's and a bar: {@code config|get}} */
    String fullName();
}
