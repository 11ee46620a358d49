package dev.mortise.integration.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A local repository of Maven's in which this build's artefacts are installed, as {@code ./build install} would do: all
 * else is that of the user, which is only linked to and stays as it is.
 */
final class LocalRepository implements AutoCloseable {

    private static final Path ROOT = Path.of("..");
    private static final String GROUP = "dev";

    private final Path directory;

    LocalRepository() throws IOException {
        directory = Files.createTempDirectory("mortise-repository");
        Path users = Path.of(Objects.requireNonNull(System.getProperty("mortise.maven.repository")));
        Files.createDirectories(directory.resolve(GROUP));
        link(users, directory);
        link(users.resolve(GROUP), directory.resolve(GROUP));

        String version = version();
        install(directory, "mortise", version, ROOT.resolve("pom.xml"));
        for (String module : new String[] {"server-api", "server-runtime", "server-testkit"}) {
            install(directory, module, version, ROOT.resolve(module).resolve("pom.xml"));
            Files.copy(jar(module), place(directory, module, version, "jar"));
        }
    }

    /** {@return where it is, for {@code -Dmaven.repo.local}} */
    Path directory() {
        return directory;
    }

    /** Deletes it, and of what is only linked to the links. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** {@return the version that this build makes} */
    static String version() {
        String jar = String.valueOf(jar("server-api").getFileName());
        return jar.substring("server-api-".length(), jar.length() - ".jar".length());
    }

    private static void link(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            try (Stream<Path> children = Files.list(from)) {
                for (Path child : children.toList()) {
                    String name = String.valueOf(child.getFileName());
                    if (!name.equals(GROUP) && !name.equals("mortise")) {
                        Files.createSymbolicLink(to.resolve(name), child.toAbsolutePath());
                    }
                }
            }
        }
    }

    private static void install(Path repository, String module, String version, Path pom) throws IOException {
        Path place = place(repository, module, version, "pom");
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        Files.copy(pom, place);
    }

    private static Path place(Path repository, String module, String version, String extension) {
        return repository
                .resolve(Path.of(GROUP, "mortise", module, version))
                .resolve(module + "-" + version + "." + extension);
    }

    private static Path jar(String module) {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1))
                .map(Path::of)
                .filter(entry -> String.valueOf(entry.getFileName()).matches(module + "-.*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no jar of " + module + " on the class path: ./build makes it"));
    }
}
