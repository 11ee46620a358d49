package dev.mortise.keys;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code MIGRATE} asks for, except the names of the keys.
 *
 * @param host of the target
 * @param port of the target; any text, as it is for the network to find out
 * @param database of the target; any number, for the target to judge
 * @param timeoutMillis for how long the target may be silent, from 1 to a day
 * @param copy whether the keys stay here, too
 * @param replace whether keys that the target has already are replaced
 * @param user whom to authenticate as, or null for the target's default user
 * @param password with which to authenticate, or null if that is not needed
 * @param keys how many are named
 */
record MigrateOptions(
        String host,
        String port,
        long database,
        long timeoutMillis,
        boolean copy,
        boolean replace,
        @Nullable Slice user,
        @Nullable Slice password,
        int keys) {

    /** Where the only key stands among the arguments. */
    static final int KEY = 2;

    /** Where the options begin. */
    static final int FIRST = 5;

    private static final int DEFAULT_TIMEOUT_MILLIS = 1_000;
    private static final long LONGEST_TIMEOUT_MILLIS = 24 * 60 * 60 * 1_000;

    private static final ServerError KEY_AND_KEYS =
            ServerError.err("When using MIGRATE KEYS option, the key argument must be set to the empty string");

    static MigrateOptions parse(Request request) {
        hidePasswords(request);
        boolean copy = false;
        boolean replace = false;
        Slice user = null;
        Slice password = null;
        int keys = 1;
        int i = FIRST;
        while (i < request.size()) {
            Slice option = request.arg(i);
            int more = request.size() - 1 - i;
            int values = values(option);
            if (values > more) {
                throw ServerError.syntax();
            }
            if (option.is("COPY")) {
                copy = true;
            } else if (option.is("REPLACE")) {
                replace = true;
            } else if (option.is("AUTH")) {
                password = copy(request.arg(i + 1));
            } else if (option.is("AUTH2")) {
                user = copy(request.arg(i + 1));
                password = copy(request.arg(i + 2));
            } else if (option.is("KEYS")) {
                if (!request.arg(KEY).isEmpty()) {
                    throw KEY_AND_KEYS;
                }
                keys = more;
                // All that follows are keys.
                break;
            } else {
                throw ServerError.syntax();
            }
            i += 1 + values;
        }
        long timeoutMillis = request.arg(4).asLong();
        return new MigrateOptions(
                request.arg(0).utf8(),
                request.arg(1).utf8(),
                request.arg(3).asLong(),
                timeoutMillis <= 0 ? DEFAULT_TIMEOUT_MILLIS : Math.min(timeoutMillis, LONGEST_TIMEOUT_MILLIS),
                copy,
                replace,
                user,
                password,
                keys);
    }

    /** {@return how many words belong to an option besides its name} */
    static int values(Slice option) {
        if (option.is("AUTH")) {
            return 1;
        }
        return option.is("AUTH2") ? 2 : 0;
    }

    private static Slice copy(Slice borrowed) {
        return Slice.of(borrowed.toBytes());
    }

    private static void hidePasswords(Request request) {
        int i = FIRST;
        while (i < request.size() && !request.arg(i).is("KEYS")) {
            int end = i + values(request.arg(i));
            for (int hidden = i + 1; hidden <= end && hidden < request.size(); hidden++) {
                request.redact(hidden);
            }
            i = end + 1;
        }
    }
}
