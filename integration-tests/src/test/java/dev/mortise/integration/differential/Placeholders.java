package dev.mortise.integration.differential;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what a script cannot know, such as the time. {@link ScriptParser} lists the forms.
 *
 * @param nowMillis the time, which stands still during one step so that both servers get the same words
 */
record Placeholders(long nowMillis) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}*]+?)(?:([+-]\\d+)|\\*(\\d+))?}");

    /**
     * {@return the command with its placeholders filled}
     *
     * @param command as the script has it
     * @param saved replies that have a name
     */
    String fill(String command, Map<String, String> saved) {
        return PLACEHOLDER.matcher(command).replaceAll(result -> Matcher.quoteReplacement(value(result, saved)));
    }

    private String value(MatchResult result, Map<String, String> saved) {
        String name = result.group(1);
        if (result.group(3) != null) {
            return name.repeat(Integer.parseInt(result.group(3)));
        }
        long distance = result.group(2) == null ? 0 : Long.parseLong(result.group(2));
        return switch (name) {
            case "now" -> Long.toString(nowMillis / 1000 + distance);
            case "nowms" -> Long.toString(nowMillis + distance);
            default -> {
                String value = saved.get(name);
                if (value == null) {
                    throw new IllegalArgumentException("nothing was saved as " + name);
                }
                yield value;
            }
        };
    }
}
