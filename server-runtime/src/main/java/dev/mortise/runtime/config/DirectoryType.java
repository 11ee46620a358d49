package dev.mortise.runtime.config;

import java.nio.file.Path;

/**
 * A directory. Whoever asks gets the whole path, as programs that look for the snapshot need it, which know nothing of
 * where the server was started; a file that is rewritten keeps what its author wrote.
 */
record DirectoryType() implements ParameterType<String> {

    private static final TextType TEXT = TextType.required("the path of a directory");

    @Override
    public String parse(String text, String present) throws InvalidValue {
        return TEXT.parse(text, present);
    }

    @Override
    public String format(String value) {
        return Path.of(value).toAbsolutePath().normalize().toString();
    }

    @Override
    public String write(String value) {
        return value;
    }

    @Override
    public String allowed() {
        return TEXT.allowed();
    }
}
