package dev.mortise.keys;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/** The number of a database, where it is an argument of a command. */
final class DatabaseIndex {

    private static final ServerError NOT_AN_INT = ServerError.err(
            "value is out of range, value must between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
    private static final ServerError NO_SUCH_DATABASE = ServerError.err("DB index is out of range");

    private DatabaseIndex() {}

    /**
     * {@return the number of a database}
     *
     * @throws ServerError if the word is no number, or no database has it
     */
    static int parse(Request request, Slice word) {
        long number = word.asLong();
        if (number != (int) number) {
            throw NOT_AN_INT;
        }
        return require(request, (int) number);
    }

    /**
     * {@return a number that may be that of a database}
     *
     * @param otherwise what to say of a word that is no such number
     */
    static int parseNumber(Slice word, ServerError otherwise) {
        if (!word.isLong() || word.asLong() != (int) word.asLong()) {
            throw otherwise;
        }
        return (int) word.asLong();
    }

    /**
     * {@return the number}
     *
     * @throws ServerError if no database has it
     */
    static int require(Request request, int number) {
        if (number < 0 || number >= request.server().keyspace().databases()) {
            throw NO_SUCH_DATABASE;
        }
        return number;
    }
}
