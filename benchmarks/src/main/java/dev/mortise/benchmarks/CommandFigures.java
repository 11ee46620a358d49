package dev.mortise.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Processor time that servers need for a million of each of several commands, side by side.
 *
 * <p>Started by {@code benchmarks/scripts/commands}. Fifty clients send a pipeline of sixteen each, then read all
 * replies, and so on; the servers take turns, and each goes first every other time.
 */
public final class CommandFigures {

    /** How many units of a load a round has. */
    static final int UNITS = 1_000_000;

    private static final int CLIENTS = 50;
    private static final int PIPELINE = 16;
    private static final int ROUNDS = 6;
    private static final int DIFFERENT_BATCHES = 6_000;

    private CommandFigures() {}

    /**
     * Measures and prints.
     *
     * @param args the loads with commas between them or {@code all}; then name, port and process number of each of two
     *     servers, with colons between them, the one to compare with first
     */
    public static void main(String[] args) throws IOException {
        Set<String> chosen = Set.of(args[0].split(",", -1));
        List<MeasuredServer> servers = new ArrayList<>();
        for (String arg : Arrays.asList(args).subList(1, args.length)) {
            servers.add(MeasuredServer.parse(arg));
        }
        System.out.printf("%-16s", "CPU s/million");
        for (MeasuredServer server : servers) {
            System.out.printf("  %-26s", server.name());
        }
        System.out.println("  ratio");
        for (CommandLoad load : CommandLoad.all()) {
            if (chosen.contains("all") || chosen.contains(load.name())) {
                print(load.name(), measure(load, servers));
            }
        }
    }

    private static double[][] measure(CommandLoad load, List<MeasuredServer> servers) throws IOException {
        byte[][] batches = batches(load);
        double[][] seconds = new double[servers.size()][ROUNDS];
        // The first round warms up.
        for (int round = 0; round <= ROUNDS; round++) {
            for (int i = 0; i < servers.size(); i++) {
                int turn = (i + round) % servers.size();
                double cost = cost(servers.get(turn), load, batches);
                if (round > 0) {
                    seconds[turn][round - 1] = cost;
                }
            }
        }
        return seconds;
    }

    private static byte[][] batches(CommandLoad load) {
        Random random = new Random(7);
        byte[][] batches = new byte[DIFFERENT_BATCHES][];
        for (int i = 0; i < batches.length; i++) {
            StringBuilder requests = new StringBuilder();
            for (int j = 0; j < PIPELINE; j++) {
                load.unit().apply(random).forEach(request -> requests.append(PipelineClient.request(request)));
            }
            batches[i] = PipelineClient.ascii(requests.toString());
        }
        return batches;
    }

    private static void print(String name, double[][] seconds) {
        System.out.printf("%-16s", name);
        for (double[] rounds : seconds) {
            Arrays.sort(rounds);
            System.out.printf("  %6.3f (%6.3f to %6.3f)  ", median(rounds), rounds[0], rounds[rounds.length - 1]);
        }
        System.out.printf(
                "  %.2f, of the best rounds %.2f%n",
                median(seconds[1]) / median(seconds[0]), seconds[1][0] / seconds[0][0]);
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double cost(MeasuredServer server, CommandLoad load, byte[][] batches) throws IOException {
        int replies = PIPELINE * load.unit().apply(new Random(7)).size();
        try (ClientGroup clients = ClientGroup.connect(server.port(), CLIENTS);
                ClientGroup subscribers = ClientGroup.connect(server.port(), load.subscribers())) {
            subscribers.ask("SUBSCRIBE news");
            clients.prepare(load.preparation().requests());
            double before = server.cpuSeconds();
            int units = 0;
            for (int batch = 0; units < UNITS; batch += CLIENTS) {
                clients.send(batches, batch);
                clients.skip(replies);
                subscribers.skip(CLIENTS * PIPELINE);
                units += CLIENTS * PIPELINE;
            }
            double cost = (server.cpuSeconds() - before) * 1e6 / units;
            clients.prepare(Stream.of("FLUSHALL"));
            return cost;
        }
    }
}
