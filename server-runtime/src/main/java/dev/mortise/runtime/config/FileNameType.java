package dev.mortise.runtime.config;

/** The name of a file, without a directory. */
record FileNameType() implements ParameterType<String> {

    @Override
    public String parse(String text, String present) throws InvalidValue {
        if (text.isEmpty() || text.contains("/") || text.contains("\\")) {
            throw new InvalidValue("dbfilename can't be a path, just a filename");
        }
        return text;
    }

    @Override
    public String format(String value) {
        return value;
    }

    @Override
    public String allowed() {
        return "the name of a file, without a directory";
    }
}
