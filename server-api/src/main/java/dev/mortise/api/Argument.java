package dev.mortise.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a command as its documentation shows it: what {@code COMMAND DOCS} answers and what the syntax line
 * in {@code docs/} is made of.
 *
 * <pre>{@code
 * Argument.key("key")
 * Argument.string("value")
 * Argument.oneOf("condition", Argument.keyword("NX"), Argument.keyword("XX")).optional()
 * Argument.integer("seconds").after("EX")
 * Argument.string("element").many()
 * Argument.string("prefix").many().afterEach("PREFIX")
 * }</pre>
 *
 * @param name a word for it, in lower case
 * @param type what it may be
 * @param keyword the word that stands before it, or is all of it for {@link Type#PURE_TOKEN}
 * @param isOptional whether it may be left out
 * @param isMany whether it may be repeated
 * @param repeatsKeyword whether the keyword is repeated with it, instead of standing before the first one only
 * @param since the version that introduced it, if later than the command
 * @param deprecatedSince the version from which on it should not be used any more, or null
 * @param inner the choices of {@link Type#ONE_OF} or the parts of {@link Type#BLOCK}
 * @see <a href="https://redis.io/docs/latest/commands/command-docs/">COMMAND DOCS</a>
 */
@Stable
public record Argument(
        String name,
        Type type,
        @Nullable String keyword,
        boolean isOptional,
        boolean isMany,
        boolean repeatsKeyword,
        @Nullable String since,
        @Nullable String deprecatedSince,
        List<Argument> inner) {

    /** What an argument may be. */
    public enum Type {
        /** Any bytes. */
        STRING("string"),
        /** A whole number of 64 bits with sign. */
        INTEGER("integer"),
        /** A floating-point number. */
        DOUBLE("double"),
        /** The name of a key. */
        KEY("key"),
        /** A glob-style pattern. */
        PATTERN("pattern"),
        /** An instant, in seconds or milliseconds since 1970. */
        UNIX_TIME("unix-time"),
        /** A keyword by itself. */
        PURE_TOKEN("pure-token"),
        /** One of several arguments. */
        ONE_OF("oneof"),
        /** Several arguments that come together. */
        BLOCK("block");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** {@return the name as {@code COMMAND DOCS} shows it} */
        public String wireName() {
            return wireName;
        }
    }

    /** Keeps a copy of the inner arguments. */
    public Argument {
        inner = List.copyOf(inner);
    }

    private static Argument of(String name, Type type, Argument... inner) {
        return new Argument(name, type, null, false, false, false, null, null, List.of(inner));
    }

    /**
     * {@return an argument of any bytes}
     *
     * @param name a word for it
     */
    public static Argument string(String name) {
        return of(name, Type.STRING);
    }

    /**
     * {@return a whole number}
     *
     * @param name a word for it
     */
    public static Argument integer(String name) {
        return of(name, Type.INTEGER);
    }

    /**
     * {@return a floating-point number}
     *
     * @param name a word for it
     */
    public static Argument number(String name) {
        return of(name, Type.DOUBLE);
    }

    /**
     * {@return a key}
     *
     * @param name a word for it
     */
    public static Argument key(String name) {
        return of(name, Type.KEY);
    }

    /**
     * {@return a glob-style pattern}
     *
     * @param name a word for it
     */
    public static Argument pattern(String name) {
        return of(name, Type.PATTERN);
    }

    /**
     * {@return an instant}
     *
     * @param name a word for it
     */
    public static Argument unixTime(String name) {
        return of(name, Type.UNIX_TIME);
    }

    /**
     * {@return a keyword by itself, named by its lower-case form}
     *
     * @param keyword the word, in capitals
     */
    public static Argument keyword(String keyword) {
        return of(keyword.toLowerCase(Locale.ROOT), Type.PURE_TOKEN).after(keyword);
    }

    /**
     * {@return an empty string, by which something is left out that has its fixed place}
     *
     * @param name a word for it
     */
    public static Argument empty(String name) {
        return of(name, Type.PURE_TOKEN).after("");
    }

    /**
     * {@return a choice}
     *
     * @param name a word for it
     * @param choices what it may be
     */
    public static Argument oneOf(String name, Argument... choices) {
        return of(name, Type.ONE_OF, choices);
    }

    /**
     * {@return arguments that come together}
     *
     * @param name a word for them
     * @param parts the arguments in order
     */
    public static Argument block(String name, Argument... parts) {
        return of(name, Type.BLOCK, parts);
    }

    /**
     * {@return this argument, with a keyword before it}
     *
     * @param word the keyword, in capitals
     */
    public Argument after(String word) {
        return new Argument(name, type, word, isOptional, isMany, repeatsKeyword, since, deprecatedSince, inner);
    }

    /**
     * {@return this argument, with a keyword before it and before each of its repetitions}
     *
     * @param word the keyword, in capitals
     */
    public Argument afterEach(String word) {
        return new Argument(name, type, word, isOptional, isMany, true, since, deprecatedSince, inner);
    }

    /** {@return this argument, which may be left out} */
    public Argument optional() {
        return new Argument(name, type, keyword, true, isMany, repeatsKeyword, since, deprecatedSince, inner);
    }

    /** {@return this argument, which may be repeated} */
    public Argument many() {
        return new Argument(name, type, keyword, isOptional, true, repeatsKeyword, since, deprecatedSince, inner);
    }

    /**
     * {@return this argument, there since a version}
     *
     * @param version the version
     */
    public Argument since(String version) {
        return new Argument(name, type, keyword, isOptional, isMany, repeatsKeyword, version, deprecatedSince, inner);
    }

    /**
     * {@return this argument, not to be used any more}
     *
     * @param version the version from which on
     */
    public Argument deprecated(String version) {
        return new Argument(name, type, keyword, isOptional, isMany, repeatsKeyword, since, version, inner);
    }

    /** {@return the argument as a syntax line shows it, such as {@code [EX seconds]}} */
    public String syntax() {
        String value = switch (type) {
            case PURE_TOKEN -> String.valueOf(keyword).isEmpty() ? "\"\"" : String.valueOf(keyword);
            case ONE_OF -> isDelimited() ? joined(" | ") : "<" + joined(" | ") + ">";
            case BLOCK -> joined(" ");
            default -> name;
        };
        String first = keyword != null && type != Type.PURE_TOKEN ? keyword + " " + value : value;
        String all = isMany ? first + " [" + (repeatsKeyword ? first : value) + " ...]" : first;
        return isOptional ? "[" + all + "]" : all;
    }

    /** Whether it is clear without more brackets where the choices begin and end. */
    private boolean isDelimited() {
        return isOptional && !isMany && keyword == null;
    }

    private String joined(String separator) {
        return String.join(separator, inner.stream().map(Argument::syntax).toList());
    }
}
