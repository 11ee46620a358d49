package dev.mortise.api;

import java.io.Serial;

/**
 * An error for the client, as a code and a sentence: {@code -ERR syntax error}.
 *
 * <p>Throw one from {@link Command#execute}, or write it with {@link Reply#error}. It has no stack trace and costs
 * little; errors that are always the same can be kept in a constant.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors">RESP simple errors</a>
 */
@Stable
public final class ServerError extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final ServerError SYNTAX = of("ERR", "syntax error");
    private static final ServerError NOT_AN_INTEGER = of("ERR", "value is not an integer or out of range");
    private static final ServerError NOT_A_FLOAT = of("ERR", "value is not a valid float");
    private static final ServerError WRONG_TYPE =
            of("WRONGTYPE", "Operation against a key holding the wrong kind of value");

    /** The first word of the error line. */
    private final String code;

    private ServerError(String code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    /**
     * An error of one's own.
     *
     * @param code the first word, in capitals, by which programs tell errors apart; {@code ERR} if none fits better
     * @param text one line for people; line breaks reach the client as spaces
     * @return the error
     */
    public static ServerError of(String code, String text) {
        return new ServerError(code, text);
    }

    /**
     * An error under the code {@code ERR}.
     *
     * @param text one line for people; line breaks reach the client as spaces
     * @return the error
     */
    public static ServerError err(String text) {
        return new ServerError("ERR", text);
    }

    /** {@return {@code ERR syntax error}: options that make no sense} */
    public static ServerError syntax() {
        return SYNTAX;
    }

    /** {@return {@code ERR value is not an integer or out of range}} */
    public static ServerError notAnInteger() {
        return NOT_AN_INTEGER;
    }

    /** {@return {@code ERR value is not a valid float}} */
    public static ServerError notAFloat() {
        return NOT_A_FLOAT;
    }

    /** {@return the {@code WRONGTYPE} error: the key holds a value of another type} */
    public static ServerError wrongType() {
        return WRONG_TYPE;
    }

    /** {@return the first word of the error line, {@code ERR} for most} */
    public String code() {
        return code;
    }

    /** {@return the sentence after the code} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
