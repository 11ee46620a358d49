package dev.mortise.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running server, in a process and a directory of its own, on a port that was free.
 *
 * <p>It answers when {@link #start} returns and is gone when {@link #close} does, which is also arranged for when the
 * tests' own JVM is stopped. What it printed is part of every message about its failure.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final byte[] LOADING = Words.ascii("-LOADI");
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Process process;
    private final int port;
    private final Path directory;
    private final Thread onExit;

    private ServerProcess(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
        onExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * {@return a server that answers}
     *
     * @param product which one
     * @param parameters its configuration, by names that both products know; the rest is default
     */
    public static ServerProcess start(Product product, Map<String, String> parameters) {
        int port = freePort();
        return start(product, port, product.command(port, parameters), Map.of());
    }

    /**
     * {@return the packaged server, when it answers}
     *
     * @param options of its command line, without the port
     */
    public static ServerProcess startMortise(String... options) {
        int port = freePort();
        List<String> command = new ArrayList<>(Product.MORTISE.command(port, Map.of()));
        command.addAll(List.of(options));
        return start(Product.MORTISE, port, command, Map.of());
    }

    /**
     * {@return the packaged server, when it answers}
     *
     * @param size the most its Java heap may take, such as {@code 48m}
     * @param options of its command line, without the port
     */
    public static ServerProcess startMortiseInHeap(String size, String... options) {
        return startMortiseInJvm("-Xmx" + size, options);
    }

    /**
     * {@return the packaged server, when it answers}
     *
     * @param jvmOptions of its JVM
     * @param options of its command line, without the port
     */
    public static ServerProcess startMortiseInJvm(String jvmOptions, String... options) {
        int port = freePort();
        List<String> command = new ArrayList<>(Product.MORTISE.command(port, Map.of()));
        command.addAll(List.of(options));
        return start(Product.MORTISE, port, command, Map.of("JDK_JAVA_OPTIONS", jvmOptions));
    }

    /**
     * {@return the packaged server, when it answers, which can write no file that is longer than so}
     *
     * @param options of its command line, without the port
     */
    public static ServerProcess startMortiseWithSmallFiles(long mostBytes, String... options) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("prlimit", "--fsize=" + mostBytes, "--"));
        command.addAll(Product.MORTISE.command(port, Map.of()));
        command.addAll(List.of(options));
        return start(Product.MORTISE, port, command, Map.of());
    }

    /**
     * {@return the packaged server, which may not answer yet}
     *
     * @param options of its command line, without the port
     */
    public static ServerProcess launchMortise(String... options) {
        int port = freePort();
        List<String> command = new ArrayList<>(Product.MORTISE.command(port, Map.of()));
        command.addAll(List.of(options));
        return launch(Product.MORTISE, port, command, Map.of());
    }

    private static ServerProcess start(
            Product product, int port, List<String> command, Map<String, String> environment) {
        ServerProcess server = launch(product, port, command, environment);
        try {
            server.awaitAnswer();
            return server;
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
    }

    private static ServerProcess launch(
            Product product, int port, List<String> command, Map<String, String> environment) {
        try {
            Path directory = Files.createTempDirectory("mortise-it");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile());
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), port, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + product, e);
        }
    }

    /** Returns once it serves clients. */
    public void awaitAnswer() {
        Await.until("the server answers", START, this::answersOrThrow);
    }

    /** {@return a server under test, with the default configuration} */
    public static ServerProcess subject() {
        return start(Product.subject(), Map.of());
    }

    /** {@return a port of this machine that nobody listened on a moment ago} */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where it listens} */
    public int port() {
        return port;
    }

    /** {@return the process} */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** {@return what it printed so far} */
    public String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns once the server has printed something. (It answers before it has said all it has to say.)
     *
     * @param text what to wait for
     */
    public void awaitLog(String text) {
        Await.until("it prints " + text, START, () -> log().contains(text));
    }

    /** Asks it to stop, as a supervisor does (SIGTERM), and returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** {@return the exit code, waiting for the process to end} */
    public int awaitExit() {
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "still running " + STOP.toSeconds() + " s after it was told to stop:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@return whether the process is there} */
    public boolean running() {
        return process.isAlive();
    }

    private boolean answersOrThrow() {
        if (!process.isAlive()) {
            throw new NotStarted("ended with code " + process.exitValue() + " instead of starting:\n" + log());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(Words.ascii("PING\r\n"));
            byte[] reply = socket.getInputStream().readNBytes(LOADING.length);
            // +PONG, or an error where a password is needed: both mean that it serves.
            return reply.length > 0 && !Arrays.equals(reply, LOADING);
        } catch (IOException e) {
            return false;
        }
    }

    /** The process ended before it answered; the message has what it printed. */
    public static final class NotStarted extends AssertionError {

        private static final long serialVersionUID = 1L;

        NotStarted(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
        Runtime.getRuntime().removeShutdownHook(onExit);
        try {
            Files.deleteIfExists(directory.resolve("log"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
