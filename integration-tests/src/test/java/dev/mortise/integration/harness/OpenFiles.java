package dev.mortise.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The files and sockets that a process has open, and how many it may have, as the kernel sees it. */
public final class OpenFiles {

    /** What a process has open besides its clients' connections, generously. */
    private static final int OTHERS = 500;

    /** The soft limit, and the hard one, to which every JVM raises its own. */
    private static final Pattern LIMITS = Pattern.compile("Max open files\\s+(\\S+)\\s+(\\S+)");

    private OpenFiles() {}

    /** {@return how many a process has open; where the kernel does not tell, the test is aborted} */
    public static int of(ProcessHandle process) {
        try (Stream<Path> files = Files.list(proc(process, "fd"))) {
            return Math.toIntExact(files.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fails if no process may have so many connections.
     *
     * @param connections how many one process is to have
     */
    public static void requireLimitAbove(int connections) {
        try {
            Matcher limits = LIMITS.matcher(Files.readString(proc(ProcessHandle.current(), "limits")));
            if (limits.find() && !limits.group(2).equals("unlimited")) {
                long most = Long.parseLong(limits.group(2));
                if (most < connections + OTHERS) {
                    throw new AssertionError("a process may have " + most + " open files here, too few for "
                            + connections + " connections: raise the hard limit, ulimit -Hn");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path proc(ProcessHandle process, String file) {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        Assumptions.assumeTrue(Files.exists(path), "no /proc here to look at a process in");
        return path;
    }
}
