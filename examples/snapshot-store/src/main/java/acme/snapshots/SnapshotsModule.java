package acme.snapshots;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.api.Setup;
import java.nio.file.Path;

/** Has snapshots kept under their dates, as many as the operator wants. */
public final class SnapshotsModule implements CommandModule {

    /**
     * What the operator may set.
     *
     * @param directory where they are kept; the plugin's own directory if not set
     * @param keep how many; 7 if not set
     */
    record Settings(String directory, int keep) {
        Settings {
            keep = keep == 0 ? 7 : keep;
            if (keep < 1) {
                throw new IllegalArgumentException("keep must be at least 1");
            }
        }
    }

    @Override
    public void configure(Setup setup) {
        Settings settings = setup.config(Settings.class);
        Path directory = settings.directory() == null ? setup.dataDirectory() : Path.of(settings.directory());
        Server server = setup.server();
        setup.persistence(new DatedSnapshots(directory, settings.keep(), server::nowMillis));
    }
}
