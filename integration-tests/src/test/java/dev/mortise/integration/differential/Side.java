package dev.mortise.integration.differential;

import dev.mortise.integration.harness.RawReply;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One of the two servers during a script: its connections by name, and the replies it was to remember. */
final class Side implements AutoCloseable {

    private final ServerProcess server;
    private final int protocol;
    private final Map<String, Wire> clients = new HashMap<>();
    private final Map<String, String> saved = new HashMap<>();

    /**
     * A server without keys or connections.
     *
     * @param server to talk to
     * @param protocol what all connections use from their beginning
     */
    Side(ServerProcess server, int protocol) {
        this.server = server;
        this.protocol = protocol;
        ask(Script.FIRST_CLIENT, "FLUSHALL");
    }

    RawReply ask(String client, String command) {
        return client(client).ask(command);
    }

    /** {@return the reply to a step; its placeholders filled with what this server said before} */
    RawReply ask(Script.Step step, Placeholders placeholders) {
        if (step.exchange() == Script.Exchange.LISTEN) {
            return client(step.client()).reply();
        }
        String command = placeholders.fill(step.command(), saved);
        RawReply reply = step.comparison() instanceof Comparison.WholeIteration
                ? iterate(step.client(), command)
                : ask(step.client(), command);
        if (step.saveAs() != null) {
            saved.put(step.saveAs(), reply.text());
        }
        return reply;
    }

    /** Sends the command of a step and does not wait for an answer. */
    void tell(Script.Step step, Placeholders placeholders) {
        client(step.client()).send(Words.request(placeholders.fill(step.command(), saved)));
    }

    /** {@return everything an iteration finds, once, as one array} */
    private RawReply iterate(String client, String command) {
        List<byte[]> words = Words.split(command);
        // Of all but SCAN itself the key comes first.
        int place = Words.show(words.getFirst()).equalsIgnoreCase("SCAN") ? 1 : 2;
        Set<ReplyValue> found = new LinkedHashSet<>();
        String cursor = "0";
        do {
            words.set(place, Words.ascii(cursor));
            client(client).send(Words.encode(words));
            RawReply page = client(client).reply();
            if (!(page.value() instanceof ReplyValue.Array array)
                    || !(array.elements().get(0) instanceof ReplyValue.Bulk next)
                    || !(array.elements().get(1) instanceof ReplyValue.Array elements)) {
                return page;
            }
            found.addAll(elements.elements());
            cursor = next.utf8();
        } while (!cursor.equals("0"));
        ReplyValue all = new ReplyValue.Array(List.copyOf(found));
        return new RawReply(Words.ascii(all.toString()), all);
    }

    /** {@return what came before the server closed the connection; the name stands for a new one from now on} */
    byte[] untilClosed(String client) {
        try (Wire wire = Objects.requireNonNull(clients.remove(client))) {
            return wire.untilClosed();
        }
    }

    private Wire client(String name) {
        return clients.computeIfAbsent(name, added -> {
            Wire wire = Wire.to(server);
            if (protocol == 3) {
                wire.useResp3();
            }
            return wire;
        });
    }

    @Override
    public void close() {
        clients.values().forEach(Wire::close);
    }
}
