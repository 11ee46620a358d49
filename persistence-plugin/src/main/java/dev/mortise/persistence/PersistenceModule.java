package dev.mortise.persistence;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.api.Setup;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keeps snapshots in the file {@code dbfilename} of the directory {@code dir}. Without this module the server runs in
 * memory only.
 */
public final class PersistenceModule implements CommandModule {

    /** For {@link java.util.ServiceLoader}. */
    public PersistenceModule() {}

    @Override
    public void configure(Setup setup) {
        Server server = setup.server();
        setup.persistence(new SnapshotFile(() -> file(server.parameters())));
    }

    private static Path file(Map<String, String> parameters) {
        Path directory = Path.of(parameters.getOrDefault("dir", "")).toAbsolutePath();
        return directory.resolve(parameters.getOrDefault("dbfilename", "dump.rdb"));
    }
}
