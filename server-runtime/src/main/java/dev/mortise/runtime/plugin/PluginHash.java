package dev.mortise.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The SHA-256 of a plugin, as {@code plugins.sha256} has it.
 *
 * <p>Of a jar it is what {@code sha256sum hello.jar} prints. Of a directory it is the hash of what {@code sha256sum}
 * prints about all of its files, in the order of their names:
 *
 * <pre>find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum</pre>
 *
 * <p>So it covers every class and every file that the plugin can get at by way of its module layer, and an operator can
 * work it out without this server.
 */
final class PluginHash {

    private static final int BUFFER_BYTES = 1 << 16;

    private PluginHash() {}

    /** {@return the hash in hexadecimal digits} */
    static String of(Path plugin) throws IOException {
        return Files.isDirectory(plugin) ? ofDirectory(plugin) : ofFile(plugin);
    }

    private static String ofDirectory(Path directory) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(directory)) {
            names = files.filter(Files::isRegularFile)
                    .map(file -> "./" + directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        MessageDigest digest = sha256();
        for (String name : names) {
            String line = ofFile(directory.resolve(name)) + "  " + name + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String ofFile(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
