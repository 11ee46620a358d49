package dev.mortise.pubsub;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published of keys, by the letters of {@code notify-keyspace-events}. */
class KeyNotificationsTest {

    /** Writes a string, or removes it. */
    private static final CommandModule WRITER = new CommandModule() {
        @Override
        public void configure(Setup setup) {
            setup.command(
                    CommandSpec.named("W.SET")
                            .args(1)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE))
                            .event("set")
                            .build(),
                    (request, reply) -> {
                        request.entry(0).set(Types.STRING, Slice.of("value"));
                        reply.ok();
                    });
            setup.command(
                    CommandSpec.named("W.DEL")
                            .args(1)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.RM, KeyFlag.DELETE))
                            .build(),
                    (request, reply) -> {
                        request.entry(0).remove();
                        reply.ok();
                    });
        }
    };

    private final TestServer server = TestServer.with(new PubsubModule(), WRITER);
    private final TestClient listener = server.newClient();

    @BeforeEach
    void listen() {
        listener.send("PSUBSCRIBE __key*");
    }

    private void letters(String letters) {
        server.server().changeParameters(Map.of("notify-keyspace-events", letters));
    }

    private static ReplyValue message(String channel, String content) {
        return array(bulk("pmessage"), bulk("__key*"), bulk(channel), bulk(content));
    }

    @Test
    void nothingIsPublishedUnlessItIsAskedFor() {
        server.send("W.SET k");

        assertEquals(List.of(), listener.received());
    }

    @Test
    void theEventIsPublishedOnTheKeysChannelAndTheKeyOnTheEvents() {
        letters("KEA");
        server.send("W.SET k");
        server.send("W.DEL k");

        assertEquals(
                List.of(
                        message("__keyspace@0__:k", "set"),
                        message("__keyevent@0__:set", "k"),
                        message("__keyspace@0__:k", "del"),
                        message("__keyevent@0__:del", "k")),
                listener.received());
    }

    @ParameterizedTest
    @CsvSource({"Kg$, 2", "Eg$, 2", "K$, 1", "Kg, 1", "KEA, 4", "A, 0", "KE, 0", "Kl, 0", "KAn, 3", "En, 1", "'', 0"})
    void lettersChooseWhatAndWhere(String letters, int messages) {
        letters(letters);
        server.send("W.SET k");
        server.send("W.DEL k");

        assertEquals(messages, listener.received().size());
    }

    @Test
    void lettersMayChangeAtAnyTime() {
        letters("KA");
        letters("EA");
        server.send("W.SET k");
        assertEquals(List.of(message("__keyevent@0__:set", "k")), listener.received());

        letters("");
        server.send("W.SET k");
        assertEquals(List.of(), listener.received());
    }

    @Test
    void namesOfKeysAreAnyBytes() {
        letters("KA");
        server.send("W.SET \"\\xff\\r\\n\"");

        byte[] channel = {
            '_', '_', 'k', 'e', 'y', 's', 'p', 'a', 'c', 'e', '@', '0', '_', '_', ':', (byte) 0xff, '\r', '\n'
        };
        assertEquals(List.of(array(bulk("pmessage"), bulk("__key*"), bulk(channel), bulk("set"))), listener.received());
    }
}
