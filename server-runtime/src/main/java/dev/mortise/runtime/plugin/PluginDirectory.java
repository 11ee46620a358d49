package dev.mortise.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory plugins are put into.
 *
 * <p>A jar in it is a plugin; a directory in it is a plugin with the libraries it brings. What is hidden by a dot or
 * ends in {@code .disabled} is left alone, and so is whatever is neither, such as a README. That the directory is
 * missing means that there are no plugins.
 *
 * @param path where it is
 */
record PluginDirectory(Path path) {

    /** {@return the plugins in the order of their names} */
    List<Path> plugins() throws IOException {
        if (Files.notExists(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(PluginDirectory::isPlugin).sorted().toList();
        }
    }

    private static boolean isPlugin(Path entry) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".") || name.endsWith(".disabled")) {
            return false;
        }
        return name.endsWith(".jar") || Files.isDirectory(entry);
    }

    /** {@return whether every user of this machine could have the server run code of theirs} */
    boolean isWritableByOthers() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return view != null
                && Files.exists(path)
                && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }
}
