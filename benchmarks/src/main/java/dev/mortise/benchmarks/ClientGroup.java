package dev.mortise.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Clients of one thread that all send before any reads.
 *
 * @param clients the clients
 */
record ClientGroup(List<PipelineClient> clients) implements AutoCloseable {

    private static final int PREPARED_AT_ONCE = 100;

    static ClientGroup connect(int port, int count) throws IOException {
        List<PipelineClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(new PipelineClient(port));
        }
        return new ClientGroup(clients);
    }

    /** Has one client send requests and read their replies. */
    void prepare(Stream<String> requests) throws IOException {
        PipelineClient client = clients.getFirst();
        int sent = 0;
        for (Iterator<String> rest = requests.iterator(); rest.hasNext(); ) {
            client.send(PipelineClient.ascii(PipelineClient.request(rest.next())));
            sent++;
            if (sent == PREPARED_AT_ONCE) {
                client.skip(sent);
                sent = 0;
            }
        }
        client.skip(sent);
    }

    /** Has each client send a request and read its reply. */
    void ask(String request) throws IOException {
        send(new byte[][] {PipelineClient.ascii(PipelineClient.request(request))}, 0);
        skip(1);
    }

    /** Has each client send one batch: the first the one with the number {@code first}, and so on, round and round. */
    void send(byte[][] batches, int first) throws IOException {
        int next = first;
        for (PipelineClient client : clients) {
            client.send(batches[next % batches.length]);
            next++;
        }
    }

    /** Has each client read some replies. */
    void skip(int replies) throws IOException {
        for (PipelineClient client : clients) {
            client.skip(replies);
        }
    }

    @Override
    public void close() throws IOException {
        for (PipelineClient client : clients) {
            client.close();
        }
    }
}
