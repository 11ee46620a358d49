package dev.mortise.runtime.dispatch;

import dev.mortise.api.ServerError;
import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.resp.RequestBatch;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The errors of requests that never reach a command, worded as redis-server words them. */
final class Refusals {

    static final ServerError NOT_AUTHENTICATED = ServerError.of("NOAUTH", "Authentication required.");

    static final ServerError UNBLOCKED = ServerError.of("UNBLOCKED", "client unblocked via CLIENT UNBLOCK");

    /** Redis counts a monitor as a replica; those may do nothing but listen, so that no pause need hold them. */
    static final ServerError MONITORS_ONLY_WATCH = ServerError.err("Replica can't interact with the keyspace");

    static final ServerError FULL = ServerError.of("OOM", "command not allowed when used memory > 'maxmemory'.");

    static final ServerError LOADING = ServerError.of("LOADING", "Redis is loading the dataset in memory");

    static final ServerError CANNOT_SAVE = ServerError.of(
            "MISCONF",
            "Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may"
                    + " modify the data set are disabled, because this instance is configured to report errors during writes"
                    + " if RDB snapshotting fails (stop-writes-on-bgsave-error option). Please check the Redis logs for"
                    + " details about the RDB error.");

    /** How much of a request is quoted back. */
    private static final int QUOTED = 128;

    private static final byte[] HELP = "HELP".getBytes(StandardCharsets.US_ASCII);

    private Refusals() {}

    static byte[] unknownCommand(RequestBatch batch, int firstWord, int words) {
        StringBuilder arguments = new StringBuilder();
        for (int word = firstWord + 1; word < firstWord + words && arguments.length() < QUOTED; word++) {
            String quoted = quoted(batch, word, QUOTED - arguments.length());
            arguments.append('\'').append(quoted).append("' ");
        }
        return bytes("unknown command '%s', with args beginning with: %s"
                .formatted(quoted(batch, firstWord, QUOTED), arguments));
    }

    static byte[] unknownSubcommand(RegisteredCommand parent, RequestBatch batch, int word) {
        CommandTable subcommands = parent.subcommandTable();
        boolean helps = subcommands != null && subcommands.find(HELP, 0, HELP.length) != null;
        return bytes("unknown subcommand '%s'.".formatted(quoted(batch, word, QUOTED))
                + (helps ? " Try %s HELP.".formatted(parent.spec().name().toUpperCase(Locale.ROOT)) : ""));
    }

    static ServerError wrongArity(RegisteredCommand command) {
        return ServerError.err("wrong number of arguments for '%s' command".formatted(command.fullName()));
    }

    static ServerError tookTooLong(RegisteredCommand command, long limitMillis) {
        return ServerError.of("TIMEOUT", "'%s' took longer than %d ms".formatted(command.fullName(), limitMillis));
    }

    static ServerError answersLater(RegisteredCommand command, String within) {
        return ServerError.err("'%s' answers later, for which '%s' cannot wait".formatted(command.fullName(), within));
    }

    static ServerError partLocked(RegisteredCommand command, String by) {
        return ServerError.err(
                "'%s' needs the whole keyspace, of which '%s' has locked a part".formatted(command.fullName(), by));
    }

    static ServerError needsWhole(RegisteredCommand caller, RegisteredCommand called) {
        return ServerError.err("'%s' calls '%s', which needs the whole keyspace; it has to declare it as well"
                .formatted(caller.fullName(), called.fullName()));
    }

    static ServerError notItsKey(RegisteredCommand caller, RegisteredCommand called) {
        return ServerError.err(
                "'%s' calls '%s' with a key that is not among its own".formatted(caller.fullName(), called.fullName()));
    }

    /** As a string of C is: it ends at the first zero. A character for each byte, so that none is lost. */
    private static String quoted(RequestBatch batch, int word, int most) {
        int length = Math.min(batch.length(word), most);
        String text = new String(batch.bytes(), batch.offset(word), length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
