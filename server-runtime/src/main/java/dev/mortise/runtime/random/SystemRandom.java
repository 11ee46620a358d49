package dev.mortise.runtime.random;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The operating system's generator of random bytes, for secrets that a server draws when it starts.
 *
 * <p>Asked directly, because to load Java's own takes 13 to 20 ms of a start.
 */
public final class SystemRandom {

    private SystemRandom() {}

    /**
     * {@return bytes that nobody can foresee}
     *
     * @param count how many
     */
    public static byte[] bytes(int count) {
        try (InputStream system = Files.newInputStream(Path.of("/dev/urandom"))) {
            byte[] bytes = system.readNBytes(count);
            if (bytes.length == count) {
                return bytes;
            }
        } catch (IOException e) {
            // Not a Unix.
        }
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
