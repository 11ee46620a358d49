package dev.mortise.runtime.config;

/**
 * A setting of the server: declared once, in {@link ParameterTable}, and known by that name to the configuration file,
 * the command line, {@code CONFIG} and the documentation. Two parameters are equal if they are the same object.
 *
 * @param <T> its values
 */
public final class Parameter<T> {

    private final String name;
    private final ParameterType<T> type;
    private final T defaultValue;
    private final String summary;
    private String defaultInWords = "";
    private String formerName = "";
    private boolean live;
    private boolean secret;

    Parameter(String name, ParameterType<T> type, T defaultValue, String summary) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.summary = summary;
    }

    /** Part of the declaration: it can change while the server runs. */
    Parameter<T> live() {
        live = true;
        return this;
    }

    /** Part of the declaration: Redis knows it by an older name as well, and so {@code CONFIG} does. */
    Parameter<T> formerly(String name) {
        formerName = name;
        return this;
    }

    /** Part of the declaration: its value never appears in a log or in an error. */
    Parameter<T> secret() {
        secret = true;
        return this;
    }

    /** Part of the declaration: the default depends on the machine, and this is how. */
    Parameter<T> defaultInWords(String words) {
        defaultInWords = words;
        return this;
    }

    /** {@return its name; a dot stands where the configuration file nests} */
    public String name() {
        return name;
    }

    /** {@return the name it had before, or an empty text} */
    public String formerName() {
        return formerName;
    }

    /** {@return that of its names, as it is declared, which a name in any case is} */
    String nameLike(String given) {
        return given.equalsIgnoreCase(formerName) ? formerName : name;
    }

    /** {@return what its texts mean} */
    public ParameterType<T> type() {
        return type;
    }

    /** {@return its value when nobody says otherwise} */
    public T defaultValue() {
        return defaultValue;
    }

    /** {@return how the default comes about if it depends on the machine, otherwise an empty text} */
    public String defaultInWords() {
        return defaultInWords;
    }

    /** {@return what it does, in one sentence or two} */
    public String summary() {
        return summary;
    }

    /** {@return whether {@code CONFIG SET} may change it} */
    public boolean isLive() {
        return live;
    }

    /** {@return whether its value must not be shown} */
    public boolean isSecret() {
        return secret;
    }

    /** {@return where the configuration file has it, as a JSON pointer} */
    public String pointer() {
        return "/" + name.replace('.', '/');
    }

    @Override
    public String toString() {
        return name;
    }
}
