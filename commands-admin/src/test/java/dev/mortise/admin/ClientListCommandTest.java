package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code CLIENT LIST}, {@code CLIENT INFO} and {@code CLIENT ID}. */
class ClientListCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @BeforeEach
    void connectAnaAndBen() {
        server.send("CLIENT SETNAME ana");
        server.newClient().send("CLIENT SETNAME ben");
    }

    private String text(String line) {
        return assertInstanceOf(ReplyValue.Bulk.class, server.send(line)).utf8();
    }

    private List<String> names(String line) {
        return text(line)
                .lines()
                .map(each -> each.replaceFirst(".* name=(\\S*) .*", "$1"))
                .toList();
    }

    private long id(String name) {
        return server.server().sessions().stream()
                .filter(session -> session.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void givesALineForEachConnection() {
        assertEquals(List.of("ana", "ben"), names("CLIENT LIST"));
        assertTrue(text("CLIENT LIST").endsWith("\n"));
    }

    @Test
    void infoGivesTheLineOfTheAskingConnection() {
        assertEquals(List.of("ana"), names("CLIENT INFO"));
        assertTrue(text("CLIENT INFO").endsWith("\n"));
        assertTrue(text("CLIENT INFO").startsWith("id=" + id("ana") + " addr="));
    }

    @Test
    void idIsTheNumberInTheLine() {
        assertEquals(ReplyValue.integer(id("ana")), server.send("CLIENT ID"));
    }

    @Test
    void isMarkedAsTextInResp3() {
        assertInstanceOf(
                ReplyValue.Verbatim.class, server.newClient().protocol(3).send("CLIENT LIST"));
        assertInstanceOf(
                ReplyValue.Verbatim.class, server.newClient().protocol(3).send("CLIENT INFO"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "NORMAL"})
    void findsConnectionsByKind(String kind) {
        assertEquals(List.of("ana", "ben"), names("CLIENT LIST TYPE " + kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pubsub", "replica", "slave", "master"})
    void thereMayBeNoneOfAKind(String kind) {
        assertEquals(bulk(""), server.send("CLIENT LIST TYPE " + kind));
    }

    @Test
    void doesNotKnowOtherKinds() {
        assertEquals(error("ERR Unknown client type 'robot'"), server.send("CLIENT LIST TYPE robot"));
    }

    @Test
    void findsConnectionsByNumberInTheOrderAsked() {
        assertEquals(List.of("ben"), names("CLIENT LIST ID " + id("ben")));
        assertEquals(
                List.of("ben", "ana", "ben"), names("CLIENT LIST id %2$d %1$d %2$d".formatted(id("ana"), id("ben"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "9223372036854775807"})
    void leavesOutNumbersThatNoConnectionHas(String number) {
        assertEquals(bulk(""), server.send("CLIENT LIST ID " + number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1 two", "9223372036854775808", "''"})
    void wantsNumbers(String numbers) {
        assertEquals(error("ERR Invalid client ID"), server.send("CLIENT LIST ID " + numbers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TYPE", "ID", "ALL", "TYPE normal ID 1", "TYPE normal normal"})
    void rejectsOptionsThatMakeNoSense(String options) {
        assertEquals(error("ERR syntax error"), server.send("CLIENT LIST " + options));
    }
}
