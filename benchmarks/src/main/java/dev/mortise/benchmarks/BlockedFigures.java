package dev.mortise.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time that servers need for a push that serves a client which waits for the list, with few and with many
 * clients that wait.
 *
 * <p>Started by {@code benchmarks/scripts/blocked}. One element is pushed at a time; the client that has waited longest
 * gets it and begins to wait again, at the end of the line. So a push always serves one client, and a cycle has the
 * same messages however many others wait. The servers take turns.
 */
public final class BlockedFigures {

    private static final int[] WAITING = {1, 10, 1000};
    private static final int PUSHES = 30_000;
    private static final int ROUNDS = 6;

    private BlockedFigures() {}

    /**
     * Measures and prints.
     *
     * @param args name, port and process number of each server, with colons between them
     */
    public static void main(String[] args) throws IOException {
        List<MeasuredServer> servers =
                Stream.of(args).map(MeasuredServer::parse).toList();
        System.out.println("CPU µs for a push, with the wait of the client that it serves");
        for (int waiting : WAITING) {
            double[][] micros = new double[servers.size()][ROUNDS];
            // The first round warms up.
            for (int round = 0; round <= ROUNDS; round++) {
                for (int i = 0; i < servers.size(); i++) {
                    int turn = (i + round) % servers.size();
                    micros[turn][Math.max(0, round - 1)] = cost(servers.get(turn), waiting) * 1e6;
                }
            }
            print(waiting, servers, micros);
        }
    }

    private static double cost(MeasuredServer server, int waiting) throws IOException {
        byte[] push = PipelineClient.ascii(PipelineClient.request("RPUSH line element"));
        byte[] pop = PipelineClient.ascii(PipelineClient.request("BLPOP line 0"));
        try (PipelineClient pusher = new PipelineClient(server.port());
                ClientGroup group = ClientGroup.connect(server.port(), waiting)) {
            for (int i = 0; i < waiting; i++) {
                group.clients().get(i).send(pop);
                awaitBlocked(pusher, i + 1);
            }
            double before = server.cpuSeconds();
            for (int i = 0; i < PUSHES; i++) {
                PipelineClient first = group.clients().get(i % waiting);
                pusher.send(push);
                pusher.skip(1);
                first.skip(1);
                first.send(pop);
            }
            return (server.cpuSeconds() - before) / PUSHES;
        }
    }

    private static void awaitBlocked(PipelineClient client, int count) throws IOException {
        while (client.info("blocked_clients") < count) {
            Thread.onSpinWait();
        }
    }

    private static void print(int waiting, List<MeasuredServer> servers, double[][] micros) {
        System.out.printf("%5d waiting", waiting);
        for (int i = 0; i < servers.size(); i++) {
            Arrays.sort(micros[i]);
            System.out.printf(
                    "   %s %.2f (%.2f to %.2f)",
                    servers.get(i).name(),
                    (micros[i][(ROUNDS - 1) / 2] + micros[i][ROUNDS / 2]) / 2,
                    micros[i][0],
                    micros[i][ROUNDS - 1]);
        }
        System.out.println();
    }
}
