package dev.mortise.runtime.info;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the operating system says of this process.
 *
 * <p>Read from {@code /proc} where there is one (Linux), otherwise 0: the management beans of the JDK would know some
 * of it, but loading them costs more than the rest of the start.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public final class ProcessFigures {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path MACHINE = Path.of("/proc/meminfo");
    /** Of control groups, version 2 and 1, as a process in a container sees its own. */
    private static final List<Path> CONTAINER_LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

    /** Places after the command name, which may contain spaces and ends with a parenthesis. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final int CHILDREN_USER_TICKS = 13;
    private static final int CHILDREN_SYSTEM_TICKS = 14;

    /** {@code USER_HZ}, which is 100 on every platform that Linux runs Java on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int KIBIBYTE = 1024;

    private ProcessFigures() {}

    static long residentBytes() {
        return kibibytes(STATUS, "VmRSS:") * KIBIBYTE;
    }

    static long machineMemoryBytes() {
        return kibibytes(MACHINE, "MemTotal:") * KIBIBYTE;
    }

    /** {@return how much memory this process may have: the machine's, or less in a container; 0 if unknown} */
    public static long usableMemoryBytes() {
        long machine = machineMemoryBytes();
        for (Path file : CONTAINER_LIMITS) {
            try {
                return Math.min(machine, Long.parseLong(Files.readString(file).strip()));
            } catch (IOException | NumberFormatException e) {
                // There is no such file, or it says "max".
            }
        }
        return machine;
    }

    static String userCpuSeconds() {
        return cpuSeconds(USER_TICKS);
    }

    static String userCpuSecondsOfChildren() {
        return cpuSeconds(CHILDREN_USER_TICKS);
    }

    static String systemCpuSecondsOfChildren() {
        return cpuSeconds(CHILDREN_SYSTEM_TICKS);
    }

    static String systemCpuSeconds() {
        return cpuSeconds(SYSTEM_TICKS);
    }

    private static long kibibytes(Path file, String label) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(label)) {
                    return Long.parseLong(
                            line.substring(label.length()).replace("kB", "").strip());
                }
            }
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
        return 0;
    }

    private static String cpuSeconds(int field) {
        double seconds = 0;
        try {
            String stat = Files.readString(STAT);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            seconds = Long.parseLong(fields[field]) / TICKS_PER_SECOND;
        } catch (IOException | RuntimeException e) {
            seconds = 0;
        }
        return String.format(Locale.ROOT, "%.6f", seconds);
    }
}
