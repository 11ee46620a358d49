package dev.mortise.integration.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page shows of a shell: indented by four spaces, commands after a dollar sign and below each what it answers.
 *
 * @param steps in order
 */
public record ShellSession(List<Step> steps) {

    private static final String INDENT = "    ";
    private static final String PROMPT = INDENT + "$ ";

    /**
     * A command and its answer.
     *
     * @param command one line, or several with a text that the command reads
     * @param answer lines, in which {@code ...} stands for anything; of that alone a line stands for any number of
     * lines
     */
    public record Step(String command, List<String> answer) {

        /** {@return whether this is the answer} Empty lines do not count. */
        public boolean isAnsweredBy(String output) {
            StringBuilder pattern = new StringBuilder();
            for (String line : answer) {
                if (line.equals("...")) {
                    pattern.append("(?:.*\n)*");
                } else {
                    pattern.append(Pattern.quote(line).replace("...", "\\E.*\\Q"))
                            .append('\n');
                }
            }
            return Pattern.matches(pattern.toString(), withoutEmptyLines(output));
        }

        private static String withoutEmptyLines(String output) {
            StringBuilder lines = new StringBuilder();
            output.replace("\r", "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> lines.append(line).append('\n'));
            return lines.toString();
        }
    }

    /** {@return the session in a page} */
    public static ShellSession in(List<String> page) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).startsWith(PROMPT)) {
                StringBuilder command = new StringBuilder(page.get(i).substring(PROMPT.length()));
                if (command.toString().contains("<<'END'")) {
                    do {
                        i++;
                        command.append('\n').append(page.get(i).substring(INDENT.length()));
                    } while (!page.get(i).equals(INDENT + "END"));
                }
                List<String> answer = new ArrayList<>();
                while (i + 1 < page.size()
                        && page.get(i + 1).startsWith(INDENT)
                        && !page.get(i + 1).startsWith(PROMPT)) {
                    i++;
                    answer.add(page.get(i).substring(INDENT.length()));
                }
                steps.add(new Step(command.toString(), answer));
            }
        }
        return new ShellSession(steps);
    }
}
