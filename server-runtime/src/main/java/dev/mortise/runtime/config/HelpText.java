package dev.mortise.runtime.config;

/** The answer to {@code --help}, written from {@link ParameterTable}. */
public final class HelpText {

    private static final int COLUMN = 30;

    private HelpText() {}

    /** {@return the whole text, without a line break at its end} */
    public static String text() {
        StringBuilder text = new StringBuilder("""
                Usage: mortise [--config FILE] [--NAME VALUE ...]

                Starts a server that speaks the Redis protocol. Without options it listens on port 6379.

                """);
        line(text, "--config FILE", "read parameters from a JSON file; options win over it");
        line(text, "--set NAME=VALUE", "the same as --NAME VALUE");
        line(text, "--help, --version", "say so, and end");
        for (ParameterTable.Section section : ParameterTable.sections()) {
            text.append(System.lineSeparator()).append(section.title()).append(System.lineSeparator());
            for (Parameter<?> parameter : section.parameters()) {
                line(text, "--" + parameter, parameter.summary());
            }
        }
        text.append(System.lineSeparator()).append("docs/configuration.md tells more about each.");
        return text.toString();
    }

    private static void line(StringBuilder text, String option, String summary) {
        text.append("  ").append(option).repeat(' ', Math.max(1, COLUMN - option.length()));
        text.append(summary).append(System.lineSeparator());
    }
}
