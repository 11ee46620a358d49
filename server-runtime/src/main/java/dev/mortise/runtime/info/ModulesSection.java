package dev.mortise.runtime.info;

import dev.mortise.api.InfoSection;
import dev.mortise.api.Server;
import java.util.List;

/**
 * {@code INFO modules}: the plugins in the form in which Redis shows its modules, for tools that look for one.
 * {@code INFO plugins} tells more.
 *
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO</a>
 */
final class ModulesSection implements InfoSection {

    private final List<Server.Module> modules;

    /** @param modules all modules of the server */
    ModulesSection(List<Server.Module> modules) {
        this.modules = modules;
    }

    @Override
    public void write(Lines lines) {
        for (Server.Module module : modules) {
            if (!module.builtIn()) {
                lines.line(
                        "module",
                        "name=%s,ver=%d,api=1,filters=0,usedby=[],using=[],options=[]"
                                .formatted(module.id(), module.versionNumber()));
            }
        }
    }
}
