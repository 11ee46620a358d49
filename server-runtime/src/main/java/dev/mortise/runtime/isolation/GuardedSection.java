package dev.mortise.runtime.isolation;

import dev.mortise.api.InfoSection;
import dev.mortise.api.Server;
import dev.mortise.api.internal.HostInfoLines;
import java.util.ArrayList;
import java.util.List;

/** A section of {@code INFO} of a module: if it fails it says so in its place, and all the rest is there. */
public final class GuardedSection implements InfoSection {

    private final String title;
    private final InfoSection section;
    private final Server.Module module;
    private final PluginFailures failures;

    /**
     * Around a section.
     *
     * @param module whose it is
     * @param failures is told what it throws
     */
    public GuardedSection(String title, InfoSection section, Server.Module module, PluginFailures failures) {
        this.title = title;
        this.section = section;
        this.module = module;
        this.failures = failures;
    }

    private record Line(String name, Object value) {}

    @Override
    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    public void write(Lines lines) {
        List<Line> written = new ArrayList<>();
        HostInfoLines taken = (name, value) -> written.add(new Line(name, String.valueOf(value)));
        try {
            section.write(taken);
        } catch (Throwable failure) {
            written.add(new Line(
                    "error",
                    failures.note(module, "section " + title + " of INFO", failure)
                            .text()));
        }
        written.forEach(line -> lines.line(line.name(), line.value()));
    }
}
