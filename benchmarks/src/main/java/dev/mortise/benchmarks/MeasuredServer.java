package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A running server whose processor time is asked for.
 *
 * @param name as it is printed
 * @param port where it listens
 * @param process the number of its process
 */
record MeasuredServer(String name, int port, long process) {

    private static final double TICKS_PER_SECOND = 100;

    /** {@return the server that an argument names: name, port and process with colons between them} */
    static MeasuredServer parse(String text) {
        String[] parts = text.split(":", 3);
        return new MeasuredServer(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }

    /** {@return what it has used since it was started, in user and in kernel mode} */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
}
