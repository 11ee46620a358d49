package dev.mortise.runtime.info;

import dev.mortise.api.InfoSection;
import dev.mortise.api.internal.HostInfoLines;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The text of {@code INFO}: sections under their titles, in a fixed order, the host's first and then the modules'.
 *
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO</a>
 */
public final class InfoText {

    /** Left out unless asked for by name or by {@code all}: they are long. */
    private static final Set<String> ON_REQUEST = Set.of("commandstats", "latencystats", "plugins");

    private final Map<String, InfoSection> hostSections = new LinkedHashMap<>();
    private final Map<String, InfoSection> moduleSections;

    /** @param moduleSections what modules have registered, by title */
    public InfoText(Map<String, InfoSection> moduleSections) {
        this.moduleSections = Map.copyOf(moduleSections);
    }

    /** Adds a section of the host. */
    public void add(String title, InfoSection section) {
        hostSections.put(title, section);
    }

    /**
     * {@return the text}
     *
     * @param sections titles in lower case, or {@code default}, {@code all}, {@code everything}; none is the default
     */
    public String render(Set<String> sections) {
        boolean everything = sections.contains("everything");
        boolean all = everything || sections.contains("all");
        boolean normal = all || sections.isEmpty() || sections.contains("default");
        StringBuilder text = new StringBuilder(4096);
        hostSections.forEach((title, section) -> {
            String name = title.toLowerCase(Locale.ROOT);
            if (sections.contains(name) || all || (normal && !ON_REQUEST.contains(name))) {
                append(text, title, section);
            }
        });
        moduleSections.forEach((title, section) -> {
            if (everything || sections.contains("modules") || sections.contains(title.toLowerCase(Locale.ROOT))) {
                append(text, title, section);
            }
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String title, InfoSection section) {
        if (!text.isEmpty()) {
            text.append("\r\n");
        }
        text.append("# ").append(title).append("\r\n");
        HostInfoLines lines = (name, value) -> text.append(name)
                .append(':')
                .append(String.valueOf(value).replace('\r', ' ').replace('\n', ' '))
                .append("\r\n");
        section.write(lines);
    }
}
