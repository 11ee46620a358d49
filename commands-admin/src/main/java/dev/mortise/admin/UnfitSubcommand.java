package dev.mortise.admin;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import java.util.Locale;

/**
 * The error for a number of arguments that the arity told to clients allows and the subcommand does not: arity knows a
 * minimum and no maximum.
 */
final class UnfitSubcommand {

    /** How much of the client's word is quoted back. */
    private static final int QUOTED = 128;

    private UnfitSubcommand() {}

    /** {@return the error, which quotes the subcommand as the client wrote it} */
    static ServerError of(Request request) {
        String subcommand = request.word(1).quoted();
        String parent = request.word(0).quoted().toUpperCase(Locale.ROOT);
        return ServerError.err("unknown subcommand or wrong number of arguments for '%s'. Try %s HELP."
                .formatted(subcommand.substring(0, Math.min(QUOTED, subcommand.length())), parent));
    }
}
