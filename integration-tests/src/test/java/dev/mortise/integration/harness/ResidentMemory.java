package dev.mortise.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** How much memory a process occupies, as the kernel sees it. */
public final class ResidentMemory {

    private ResidentMemory() {}

    /** {@return the resident set of a process; where the kernel does not tell, the test is aborted} */
    public static long bytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Assumptions.assumeTrue(Files.exists(status), "no /proc here to read a process's memory from");
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
            throw new IllegalStateException("no VmRSS in " + status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
