package dev.mortise.runtime.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TimeZone;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go: one line each, appended to a file or to standard output.
 *
 * <p><b>Why not {@code java.util.logging}.</b> Everybody logs through {@link System.Logger}, whose default is
 * {@code java.util.logging}; there, the first line alone costs a server's start over 100 ms. Behind {@link
 * ServerLogFinder} it costs a few.
 *
 * <p>A message is one write, so lines of several threads do not mix, and a file that is truncated or moved by copying
 * goes on at its new end. Writing waits for the disk, as it does in Redis; nothing is logged per request. For any
 * thread.
 */
public final class ServerLog {

    /** Loggers of our own; the names of others are part of their messages. */
    private static final String OWN_NAMES = "dev.mortise.runtime";

    /** Who speaks to the developers of Netty and of Java below the level of a notice. */
    private static final List<String> FOREIGN_NAMES = List.of("io.netty.", "java.", "jdk.", "sun.");

    /** A process has one log. Until the server opens it there are only warnings, as for a program that embeds us. */
    private static final ServerLog PROCESS = new ServerLog(
            new LogLine(pid(), TimeZone.getDefault()),
            System::currentTimeMillis,
            new FileOutputStream(FileDescriptor.err),
            LogLevel.WARNING);

    private final LogLine format;
    private final LongSupplier nowMillis;
    private volatile LogLevel least;
    private OutputStream out;

    ServerLog(LogLine format, LongSupplier nowMillis, OutputStream out, LogLevel least) {
        this.format = format;
        this.nowMillis = nowMillis;
        this.out = out;
        this.least = least;
    }

    /** {@return the log of this process} */
    public static ServerLog process() {
        return PROCESS;
    }

    /** Linux is asked by itself where it can be, for Java's answer comes with a pool of threads to watch processes. */
    private static String pid() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return Long.toString(ProcessHandle.current().pid());
        }
    }

    /**
     * From now on writes to a file.
     *
     * @param file is created if it is missing and appended to if not; null is standard output
     * @throws IOException if that is not possible; the log stays what it was
     */
    public synchronized void open(@Nullable Path file) throws IOException {
        out = file == null
                ? new FileOutputStream(FileDescriptor.out)
                : Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** From now on ignores messages less important than this. */
    public void least(LogLevel level) {
        least = level;
    }

    boolean takes(String logger, LogLevel level) {
        return level.compareTo(least) >= 0
                && (level.compareTo(LogLevel.NOTICE) >= 0
                        || FOREIGN_NAMES.stream().noneMatch(logger::startsWith));
    }

    void write(String logger, LogLevel level, String text, @Nullable Throwable thrown) {
        if (!takes(logger, level)) {
            return;
        }
        StringBuilder message = new StringBuilder();
        if (!logger.startsWith(OWN_NAMES)) {
            message.append(logger).append(": ");
        }
        message.append(text);
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            message.append('\n').append(trace.toString().stripTrailing());
        }
        byte[] line =
                format.format(nowMillis.getAsLong(), level, message.toString()).getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            try {
                out.write(line);
                out.flush();
            } catch (IOException e) {
                // There is nowhere left to say that the disk is full, and to stop serving would help nobody.
            }
        }
    }
}
