package dev.mortise.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What it costs that a command comes from a plugin: the packaged server with plugins in its directory.
 *
 * <p><b>Speed.</b> {@code GET} of the server and the same of a plugin, in turn, by one client with a pipeline:
 * processor time of the event loop per million. Rounds of a twentieth of a second, because what else the machine does
 * differs less between two of them than between two of a second; hundreds, because their median is what is asked for.
 *
 * <p><b>Start.</b> Time to the first {@code PONG} with no plugins, one and a hundred; and with the hundred, the speed
 * of the last one's command.
 */
public final class PluginFigures {

    private static final int KEYS = 100_000;
    private static final int PIPELINE = 100;
    private static final int REQUESTS = 100_000;
    private static final int PAIRS = 600;
    private static final int WARM_UP_PAIRS = 60;
    /** Half the width of the 95 % interval of a median, in ranks, is this times the root of how many there are. */
    private static final double CONFIDENCE_RANKS = 0.98;

    private static final int STARTS = 9;
    private static final int MANY = 100;
    private static final long POLL_NANOS = 1_000_000;
    private static final int PORT = 7005;

    private PluginFigures() {}

    /**
     * Measures and prints.
     *
     * @param args the launcher of the packaged server, and a directory with the API's jar
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path api = Path.of(args[1]);
        for (int count : new int[] {0, 1, MANY}) {
            Path plugins = Files.createTempDirectory("plugins");
            // The name of the command of the last one is as long as GET, and so are the requests.
            for (int i = 0; i < count; i++) {
                GeneratedPlugin.named(i == count - 1 ? "P" : "P" + i).pack(plugins, api);
            }
            double[] starts = new double[STARTS];
            for (int i = 0; i < STARTS; i++) {
                long begun = System.nanoTime();
                try (Running server = Running.start(args[0], plugins)) {
                    starts[i] = (System.nanoTime() - begun) / 1e6;
                    if (count > 0 && i == STARTS - 1) {
                        speed(server, "P.G");
                    }
                }
            }
            Arrays.sort(starts);
            System.out.println("%3d plugins: first PONG after %.0f ms (%.0f to %.0f, %d starts)"
                    .formatted(count, starts[STARTS / 2], starts[0], starts[STARTS - 1], STARTS));
        }
    }

    private static void speed(Running server, String command) throws IOException {
        List<double[]> rounds = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            server.client().ask("SET", "key:" + key, "v".repeat(32));
        }
        for (int pair = -WARM_UP_PAIRS; pair < PAIRS; pair++) {
            // Each goes first every other time: what is slow for a while is so for both.
            boolean ownFirst = pair % 2 == 0;
            double first = cost(server, ownFirst ? "GET" : command);
            double second = cost(server, ownFirst ? command : "GET");
            double own = ownFirst ? first : second;
            double plugin = ownFirst ? second : first;
            if (pair >= 0) {
                rounds.add(new double[] {own, plugin, plugin / own});
            }
        }
        double[] ratios = sorted(rounds, 2);
        int reach = (int) Math.ceil(CONFIDENCE_RANKS * Math.sqrt(PAIRS));
        System.out.println(
                "GET %.3f, %s %.3f CPU s per million; ratio %.3f (95 %% sure: %.3f to %.3f; half of all: %.3f to %.3f)"
                        .formatted(
                                sorted(rounds, 0)[PAIRS / 2],
                                command,
                                sorted(rounds, 1)[PAIRS / 2],
                                ratios[PAIRS / 2],
                                ratios[PAIRS / 2 - reach],
                                ratios[PAIRS / 2 + reach],
                                ratios[PAIRS / 4],
                                ratios[PAIRS * 3 / 4]));
    }

    private static double[] sorted(List<double[]> rounds, int column) {
        return rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
    }

    private static double cost(Running server, String command) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        byte[] name = PipelineClient.ascii(command);
        long before = server.loopNanos();
        for (int i = 0; i < REQUESTS; i += PIPELINE) {
            for (int j = 0; j < PIPELINE; j++) {
                server.client().add(name, PipelineClient.ascii("key:" + random.nextInt(KEYS)));
            }
            server.client().flush();
            for (int j = 0; j < PIPELINE; j++) {
                server.client().reply();
            }
        }
        return (server.loopNanos() - before) / 1e3 / REQUESTS;
    }

    private record Running(Process process, PipelineClient client, Path loop) implements AutoCloseable {

        static Running start(String launcher, Path plugins) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(
                            launcher,
                            "--port",
                            Integer.toString(PORT),
                            "--bind",
                            "127.0.0.1",
                            "--io-threads",
                            "1",
                            "--plugins.directory",
                            plugins.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            while (process.isAlive()) {
                try {
                    PipelineClient client = new PipelineClient(PORT);
                    client.ask("PING");
                    return new Running(process, client, loop(process));
                } catch (IOException notYet) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
            throw new IOException("the server has ended with " + process.exitValue());
        }

        /** {@return how long the event loop has been on a processor; what the compiler takes is of no interest here} */
        long loopNanos() throws IOException {
            return Long.parseLong(Files.readString(loop.resolve("schedstat")).split(" ", 2)[0]);
        }

        private static Path loop(Process process) throws IOException {
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
                for (Path thread : threads.toList()) {
                    if (Files.readString(thread.resolve("comm")).startsWith("mortise-loop")) {
                        return thread;
                    }
                }
            }
            throw new IOException("the server has no event loop");
        }

        @Override
        public void close() throws IOException {
            client.close();
            process.destroy();
            process.onExit().join();
        }
    }
}
