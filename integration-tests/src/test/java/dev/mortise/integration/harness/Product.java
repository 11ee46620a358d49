package dev.mortise.integration.harness;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * What can be started: the server under test, and the one that knows the right answers.
 *
 * <p>With {@code -Dmortise.subject=redis} the oracle is tested against itself, which must show no difference. That is
 * how the tests are tested, and how new ones are written before the code that they are about.
 */
public enum Product {

    /** The packaged server: the directory named by the system property {@code mortise.home}. */
    MORTISE {
        @Override
        List<String> command(int port, Map<String, String> parameters) {
            List<String> command = new ArrayList<>(launcher());
            command.addAll(List.of("--port", Integer.toString(port)));
            parameters.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
            return command;
        }
    },

    /** {@code redis-server} 7.0.15, as the system has it. */
    REDIS {
        @Override
        List<String> command(int port, Map<String, String> parameters) {
            List<String> command = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(port)));
            command.addAll(List.of("--save", "", "--bind", "127.0.0.1"));
            parameters.forEach((name, value) -> {
                command.add("--" + name);
                command.addAll(Arrays.asList(value.split(" ", -1)));
            });
            return command;
        }
    };

    /** The release whose answers are the right ones. */
    public static final String ORACLE_VERSION = "7.0.15";

    /** {@return the product under test} */
    public static Product subject() {
        return System.getProperty("mortise.subject", "mortise").equals("redis") ? oracle() : MORTISE;
    }

    /**
     * {@return the product whose answers are right}
     *
     * <p>Where it is missing the test is aborted; or failed, with {@code -Dmortise.oracle=required}.
     */
    public static Product oracle() {
        if (!Oracle.FOUND) {
            String message = "no redis-server " + ORACLE_VERSION + " on the PATH to compare with (found: "
                    + Oracle.VERSION + "). Debian: apt-get install redis-server redis-tools";
            if (System.getProperty("mortise.oracle", "").equals("required")) {
                throw new AssertionError(message);
            }
            Assumptions.abort(message);
        }
        return REDIS;
    }

    /**
     * {@return the command line that starts a server}
     *
     * @param port to listen on
     * @param parameters of the configuration, by the names that both products use
     */
    abstract List<String> command(int port, Map<String, String> parameters);

    /** {@return the command line of the packaged server, to which options may be added} */
    public static List<String> launcher() {
        Path launcher = home().resolve("bin").resolve("mortise");
        if (!Files.isExecutable(launcher)) {
            throw new AssertionError("no packaged server at " + launcher + ": ./build makes it");
        }
        return List.of(launcher.toString());
    }

    /** {@return the directory of the packaged server} */
    public static Path home() {
        return Path.of(System.getProperty(
                "mortise.home", "distribution" + File.separator + "target" + File.separator + "mortise"));
    }

    /** Looked up once, and only when an oracle is asked for. */
    private static final class Oracle {

        static final String VERSION = version();
        static final boolean FOUND = VERSION.contains("v=" + ORACLE_VERSION + " ");

        private static String version() {
            try {
                Process process = new ProcessBuilder("redis-server", "--version").start();
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                return "none";
            }
        }
    }
}
