package dev.mortise.runtime.dispatch;

import dev.mortise.api.ServerError;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.resp.RequestBatch;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The errors of requests that never reach a command, worded as redis-server words them. */
final class Refusals {

    static final ServerError NOT_AUTHENTICATED = ServerError.of("NOAUTH", "Authentication required.");

    /** How much of a request is quoted back. */
    private static final int QUOTED = 128;

    private Refusals() {}

    static ServerError unknownCommand(RequestBatch batch, int firstWord, int words) {
        StringBuilder arguments = new StringBuilder();
        for (int word = firstWord + 1; word < firstWord + words && arguments.length() < QUOTED; word++) {
            arguments
                    .append('\'')
                    .append(quoted(batch, word, QUOTED - arguments.length()))
                    .append("' ");
        }
        return ServerError.err("unknown command '%s', with args beginning with: %s"
                .formatted(quoted(batch, firstWord, QUOTED), arguments));
    }

    static ServerError unknownSubcommand(RegisteredCommand parent, RequestBatch batch, int word) {
        return ServerError.err("unknown subcommand '%s'. Try %s HELP."
                .formatted(quoted(batch, word, QUOTED), parent.spec().name().toUpperCase(Locale.ROOT)));
    }

    static ServerError wrongArity(RegisteredCommand command) {
        return ServerError.err("wrong number of arguments for '%s' command".formatted(command.fullName()));
    }

    /** The plugin is named, what the client sent is not: it may be secret. */
    static ServerError internal(RegisteredCommand command, Throwable cause) {
        return ServerError.err("internal error in plugin '%s' (%s)"
                .formatted(command.module().id(), cause.getClass().getSimpleName()));
    }

    private static String quoted(RequestBatch batch, int word, int most) {
        return new String(
                batch.bytes(), batch.offset(word), Math.min(batch.length(word), most), StandardCharsets.ISO_8859_1);
    }
}
