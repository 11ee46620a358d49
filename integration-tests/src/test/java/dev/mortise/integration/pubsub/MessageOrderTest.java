package dev.mortise.integration.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients of several event loops that publish, listen and stop listening at the same time. */
class MessageOrderTest {

    private static final int PUBLISHERS = 4;
    private static final int MESSAGES = 2_000;
    private static final int PER_PIPELINE = 16;

    private static ServerProcess server() {
        return ServerProcess.start(Product.subject(), Map.of("io-threads", "4"));
    }

    /** One after the other on two channels, so that each message goes to another audience than the one before. */
    private static Thread publisher(ServerProcess server, int number) {
        return Thread.ofPlatform().start(() -> {
            try (Wire wire = Wire.to(server)) {
                for (int i = 0; i < MESSAGES; i += PER_PIPELINE) {
                    List<byte[]> requests = IntStream.range(i, i + PER_PIPELINE)
                            .mapToObj(n ->
                                    Words.request("PUBLISH " + (n % 2 == 0 ? "even" : "odd") + " " + number + "-" + n))
                            .toList();
                    wire.pipeline(requests);
                }
            }
        });
    }

    @Test
    void everyoneGetsTheMessagesOfEachPublisherInTheirOrder() throws InterruptedException {
        try (ServerProcess server = server()) {
            List<Wire> listeners = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Wire wire = Wire.to(server);
                wire.ask(i % 2 == 0 ? "SUBSCRIBE even" : "PSUBSCRIBE [eo]*");
                if (i % 2 == 0) {
                    wire.ask("SUBSCRIBE odd");
                }
                listeners.add(wire);
            }
            List<Thread> publishers = IntStream.range(0, PUBLISHERS)
                    .mapToObj(number -> publisher(server, number))
                    .toList();

            for (Wire listener : listeners) {
                int[] next = new int[PUBLISHERS];
                for (int i = 0; i < PUBLISHERS * MESSAGES; i++) {
                    ReplyValue.Array message =
                            (ReplyValue.Array) listener.reply().value();
                    String[] content = ((ReplyValue.Bulk) message.elements().getLast())
                            .utf8()
                            .split("-", -1);
                    int publisher = Integer.parseInt(content[0]);
                    assertEquals(next[publisher]++, Integer.parseInt(content[1]), "of publisher " + publisher);
                }
                listener.close();
            }
            for (Thread publisher : publishers) {
                publisher.join();
            }
        }
    }

    /** In RESP2 a message that came late would be taken for the reply to the next command. */
    @Test
    void noMessageComesAfterTheConfirmationThatItWasTheLast() throws InterruptedException {
        try (ServerProcess server = server();
                Wire listener = Wire.to(server)) {
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> publishers = IntStream.range(0, 2)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> {
                        try (Wire wire = Wire.to(server)) {
                            while (!over.get()) {
                                wire.pipeline(List.of(
                                        Words.request("PUBLISH channel one"), Words.request("PUBLISH other two")));
                            }
                        }
                    }))
                    .toList();
            int messages = 0;
            for (int round = 0; round < 2_000 || messages < 100; round++) {
                boolean byPattern = round % 2 == 0;
                String first = byPattern ? "PSUBSCRIBE c*" : "SUBSCRIBE channel";
                String last = byPattern ? "PUNSUBSCRIBE c*" : "UNSUBSCRIBE channel";
                listener.ask(first);
                if (round % 10 < 2) {
                    listener.skip(1);
                    messages++;
                }
                listener.send(Words.request(last));
                listener.send(Words.request("PING"));
                String text = listener.reply().toString();
                while (!text.contains("unsubscribe")) {
                    assertTrue(text.contains("message"), text);
                    messages++;
                    text = listener.reply().toString();
                }
                assertEquals("+PONG\\r\\n", listener.reply().toString(), "in round " + round);
            }
            over.set(true);
            for (Thread publisher : publishers) {
                publisher.join();
            }
        }
    }

    @Test
    void aMessageNeverStandsInTheMidstOfAReply() {
        try (ServerProcess server = server();
                Wire listener = Wire.to(server);
                Wire publisher = Wire.to(server)) {
            listener.useResp3();
            listener.ask("SUBSCRIBE channel");
            int each = 2_000;
            String word = "w".repeat(3_000);
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    listener.send(Words.request("ECHO " + word));
                }
            });
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    publisher.send(Words.request("PUBLISH channel " + i));
                }
            });
            int replies = 0;
            int messages = 0;
            while (replies + messages < 2 * each) {
                switch (listener.reply().value()) {
                    case ReplyValue.Push push -> {
                        assertEquals(
                                ReplyValue.bulk(Integer.toString(messages)),
                                push.elements().getLast());
                        messages++;
                    }
                    case ReplyValue.Bulk bulk -> {
                        assertEquals(word, bulk.utf8());
                        replies++;
                    }
                    default -> throw new AssertionError("neither a message nor a reply");
                }
            }
            assertEquals(each, replies);
        }
    }
}
