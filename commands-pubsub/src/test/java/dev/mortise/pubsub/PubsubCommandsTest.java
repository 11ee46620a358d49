package dev.mortise.pubsub;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets what, and what everybody is told. */
class PubsubCommandsTest {

    private final TestServer server = TestServer.with(new PubsubModule());
    private final TestClient ana = server.newClient();
    private final TestClient ben = server.newClient();

    private static ReplyValue told(String word, String name, int count) {
        return array(bulk(word), bulk(name), integer(count));
    }

    private static ReplyValue message(String channel, String content) {
        return array(bulk("message"), bulk(channel), bulk(content));
    }

    private static ReplyValue patternMessage(String pattern, String channel, String content) {
        return array(bulk("pmessage"), bulk(pattern), bulk(channel), bulk(content));
    }

    private static List<ReplyValue> all(TestClient client, String line) {
        client.begin(line);
        return client.received();
    }

    @Test
    void sendsAMessageToAllWhoListen() {
        ana.send("SUBSCRIBE news");
        ben.send("SUBSCRIBE news");

        assertEquals(integer(2), server.send("PUBLISH news hello"));
        assertEquals(List.of(message("news", "hello")), ana.received());
        assertEquals(List.of(message("news", "hello")), ben.received());
    }

    @Test
    void nobodyListensToOtherChannels() {
        ana.send("SUBSCRIBE news");

        assertEquals(integer(0), server.send("PUBLISH New hello"));
        assertEquals(List.of(), ana.received());
    }

    @Test
    void messagesAreAnyBytes() {
        ana.call("SUBSCRIBE", "");

        assertEquals(integer(1), server.send("PUBLISH '' \"\\x00\\r\\n\\xff\""));
        assertEquals(
                List.of(array(bulk("message"), bulk(""), bulk(new byte[] {0, '\r', '\n', (byte) 0xff}))),
                ana.received());
    }

    @Test
    void whoListensInSeveralWaysGetsAMessageAsManyTimes() {
        all(ana, "PSUBSCRIBE n* *s");
        ana.send("SUBSCRIBE news");

        assertEquals(integer(3), server.send("PUBLISH news hello"));
        List<ReplyValue> received = ana.received();
        assertEquals(message("news", "hello"), received.getFirst());
        assertEquals(3, received.size());
        assertTrue(received.contains(patternMessage("n*", "news", "hello")));
        assertTrue(received.contains(patternMessage("*s", "news", "hello")));
    }

    @Test
    void channelsOfShardsAreOthers() {
        ana.send("SUBSCRIBE news");
        ana.send("PSUBSCRIBE *");
        ben.send("SSUBSCRIBE news");

        assertEquals(integer(1), server.send("SPUBLISH news hello"));
        assertEquals(List.of(), ana.received());
        assertEquals(List.of(array(bulk("smessage"), bulk("news"), bulk("hello"))), ben.received());
    }

    @Test
    void eachSubscriptionIsConfirmedWithTheNumberOfAll() {
        assertEquals(
                List.of(told("subscribe", "a", 1), told("subscribe", "b", 2), told("subscribe", "a", 2)),
                all(ana, "SUBSCRIBE a b a"));
        assertEquals(List.of(told("psubscribe", "a", 3)), all(ana, "PSUBSCRIBE a"));
        assertEquals(List.of(told("ssubscribe", "a", 1)), all(ana, "SSUBSCRIBE a"));
        assertEquals(List.of(told("unsubscribe", "b", 2), told("unsubscribe", "c", 2)), all(ana, "UNSUBSCRIBE b c"));
        assertEquals(List.of(told("punsubscribe", "a", 1)), all(ana, "PUNSUBSCRIBE a"));
    }

    @Test
    void withoutNamesAllAreEndedTheOldestFirst() {
        all(ana, "SUBSCRIBE c a b");

        assertEquals(
                List.of(told("unsubscribe", "c", 2), told("unsubscribe", "a", 1), told("unsubscribe", "b", 0)),
                all(ana, "UNSUBSCRIBE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsubscribe", "punsubscribe", "sunsubscribe"})
    void thatThereIsNothingToEndIsToldOnce(String command) {
        assertEquals(List.of(array(bulk(command), nil(), integer(0))), all(ana, command));
    }

    @Test
    void nothingComesAfterTheEnd() {
        ana.send("SUBSCRIBE news");
        ana.send("UNSUBSCRIBE news");

        assertEquals(integer(0), server.send("PUBLISH news hello"));
        assertEquals(List.of(), ana.received());
    }

    @Test
    void whatWasPublishedBeforeTheEndIsToldBeforeIt() {
        ana.send("SUBSCRIBE news");
        server.send("PUBLISH news last");

        assertEquals(List.of(message("news", "last"), told("unsubscribe", "news", 0)), all(ana, "UNSUBSCRIBE news"));
    }

    @Test
    void oneMaySendMessagesToOneselfBeforeTheirReply() {
        ana.protocol(3);
        ana.begin("SUBSCRIBE news");
        ana.begin("PUBLISH news hello");

        List<ReplyValue> received = ana.received();
        assertEquals(3, received.size());
        assertEquals(integer(1), received.getLast());
        assertTrue(received.get(1) instanceof ReplyValue.Push);
    }

    @Test
    void whoSpeaksResp2MaySendLittleElseMeanwhile() {
        ana.send("SUBSCRIBE news");

        assertEquals(
                error("ERR Can't execute 'publish': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are"
                        + " allowed in this context"),
                ana.send("publish news hello"));
        assertEquals(
                error("ERR Can't execute 'pubsub|numpat': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
                        + " are allowed in this context"),
                ana.send("PUBSUB NUMPAT"));
        assertEquals(error("ERR wrong number of arguments for 'publish' command"), ana.send("PUBLISH"));
        assertEquals(List.of(told("psubscribe", "*", 2)), all(ana, "PSUBSCRIBE *"));

        ana.send("PUNSUBSCRIBE");
        ana.send("UNSUBSCRIBE");
        assertEquals(integer(0), ana.send("PUBLISH news hello"));
    }

    @Test
    void whoSpeaksResp3MaySendAnything() {
        ana.protocol(3);
        ana.begin("SUBSCRIBE news");
        ana.received();

        assertEquals(integer(0), ana.send("PUBLISH other hello"));
    }

    @Test
    void whatNobodyListensToIsNotThere() {
        all(ana, "SUBSCRIBE a b");
        all(ben, "SUBSCRIBE b");
        ben.send("SSUBSCRIBE s");
        all(ben, "PSUBSCRIBE * n* *");
        assertEquals(
                2,
                ((ReplyValue.Array) server.send("PUBSUB CHANNELS")).elements().size());
        assertEquals(integer(2), server.send("PUBSUB NUMPAT"));
        assertEquals(
                array(bulk("a"), integer(1), bulk("b"), integer(2), bulk("c"), integer(0)),
                server.send("PUBSUB NUMSUB a b c"));

        ana.close();
        assertEquals(array(bulk("b")), server.send("PUBSUB CHANNELS"));
        assertEquals(array(bulk("s")), server.send("PUBSUB SHARDCHANNELS"));
        assertEquals(array(bulk("s"), integer(1)), server.send("PUBSUB SHARDNUMSUB s"));

        ben.close();
        assertEquals(array(), server.send("PUBSUB CHANNELS"));
        assertEquals(array(), server.send("PUBSUB SHARDCHANNELS"));
        assertEquals(integer(0), server.send("PUBSUB NUMPAT"));
    }

    @Test
    void messagesOfSeveralPatternsComeInTheOrderOfThese() {
        ben.protocol(3);
        ana.protocol(3);
        ben.begin("PSUBSCRIBE *");
        ana.begin("PSUBSCRIBE n* *s ?ews *");
        ben.received();
        ana.received();

        server.send("PUBLISH news hello");
        assertEquals(List.of("*", "n*", "*s", "?ews"), patterns(ana));

        ana.begin("PUNSUBSCRIBE n*");
        ana.received();
        server.send("PUBLISH news hello");
        assertEquals(List.of("*", "?ews", "*s"), patterns(ana), "the last one has taken the place");
    }

    private static List<String> patterns(TestClient client) {
        return client.received().stream()
                .map(message -> ((ReplyValue.Bulk)
                                ((ReplyValue.Push) message).elements().get(1))
                        .utf8())
                .toList();
    }

    @Test
    void channelsAreListedByPattern() {
        all(ana, "SUBSCRIBE news weather");

        assertEquals(array(bulk("news")), server.send("PUBSUB CHANNELS n[e]?s"));
        assertEquals(array(), server.send("PUBSUB CHANNELS new"));
        assertEquals(
                error("ERR unknown subcommand or wrong number of arguments for 'channels'. Try PUBSUB HELP."),
                server.send("PUBSUB channels a b"));
    }

    @Test
    void figuresAreThoseOfTheServerAndOfTheClient() {
        all(ana, "SUBSCRIBE a b");
        ana.send("PSUBSCRIBE *");
        ana.send("SSUBSCRIBE s");

        String info = server.server().info(Set.of("stats"));
        assertTrue(info.contains("pubsub_channels:2\r\npubsub_patterns:1\r\npubsubshard_channels:1\r\n"), info);
        String line = server.server().sessions().get(1).describe();
        assertTrue(line.contains(" flags=P ") && line.contains(" sub=2 psub=1 ssub=1 "), line);

        all(ana, "UNSUBSCRIBE");
        ana.send("PUNSUBSCRIBE");
        ana.send("SUNSUBSCRIBE");
        line = server.server().sessions().get(1).describe();
        assertTrue(line.contains(" flags=N ") && line.contains(" sub=0 psub=0 ssub=0 "), line);
    }
}
