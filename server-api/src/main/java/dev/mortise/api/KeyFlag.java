package dev.mortise.api;

/**
 * How a command treats the keys of one {@link KeySpec}.
 *
 * <p>The first four say what happens to the value as a whole, and every spec of keys has exactly one of them; the next
 * four what happens to the data in it. New constants may appear in a minor version: a {@code switch} needs a {@code
 * default}.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/key-specs/#logical-operation-flags">Key
 * specifications</a>
 */
@Stable
public enum KeyFlag {
    /** Reads the value and changes nothing. */
    RO("RO"),
    /** Reads and changes the value, or may do both. */
    RW("RW"),
    /** Overwrites the value without looking at it. */
    OW("OW"),
    /** Removes the key. */
    RM("RM"),
    /** Returns or copies data of the value. */
    ACCESS("access"),
    /** Changes data in the value. */
    UPDATE("update"),
    /** Adds data without changing what is there. */
    INSERT("insert"),
    /** Removes data from the value. */
    DELETE("delete"),
    /** Names something else than a key, though it is routed like one: nothing is locked, and there is no entry. */
    NOT_KEY("not_key"),
    /** There may be keys that this spec does not find. */
    INCOMPLETE("incomplete"),
    /** The real effect depends on the arguments. */
    VARIABLE_FLAGS("variable_flags");

    private final String wireName;

    KeyFlag(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the name as {@code COMMAND INFO} shows it, such as {@code RW} or {@code update}} */
    public String wireName() {
        return wireName;
    }
}
