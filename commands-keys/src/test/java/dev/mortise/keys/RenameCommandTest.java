package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenameCommandTest {

    private static final ReplyValue NO_SUCH_KEY = error("ERR no such key");

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    /** Several names, because some pairs lie in one shard and some in two. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e", "f", "g", "h"})
    void putsAValueUnderAnotherKey(String newKey) {
        server.send("TEST.PUT key");

        assertEquals(ok(), server.call("RENAME", "key", newKey));

        assertEquals(nil(), server.send("TEST.GET key"));
        assertEquals(bulk("key"), server.call("TEST.GET", newKey));
        assertEquals(integer(1), server.send("DBSIZE"));
    }

    @Test
    void replacesWhatIsThere() {
        server.send("TEST.PUT key");
        server.send("TEST.OTHER taken");

        assertEquals(ok(), server.send("RENAME key taken"));

        assertEquals(bulk("key"), server.send("TEST.GET taken"));
        assertEquals(integer(1), server.send("DBSIZE"));
    }

    @Test
    void movesValuesOfOtherTypes() {
        server.send("TEST.OTHER other");
        server.send("TEST.PUT taken");

        assertEquals(ok(), server.send("RENAME other taken"));

        assertEquals(status("other"), server.send("TYPE taken"));
        assertEquals(integer(0), server.send("EXISTS other"));
    }

    @Test
    void takesTheExpiryAlong() {
        server.send("TEST.PUT key 10");
        server.send("TEST.PUT taken 20");

        server.send("RENAME key taken");

        assertEquals(integer(10), server.send("PTTL taken"));
        server.advance(ofMillis(10));
        assertEquals(integer(0), server.send("EXISTS taken"));
    }

    @Test
    void takesTheLackOfAnExpiryAlong() {
        server.send("TEST.PUT key");
        server.send("TEST.PUT taken 20");

        server.send("RENAME key taken");

        assertEquals(integer(-1), server.send("PTTL taken"));
    }

    @Test
    void leavesAKeyThatKeepsItsNameAsItIs() {
        server.send("TEST.PUT key 10");

        assertEquals(ok(), server.send("RENAME key key"));

        assertEquals(bulk("key"), server.send("TEST.GET key"));
        assertEquals(integer(10), server.send("PTTL key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RENAME", "RENAMENX"})
    void needsSomethingToRename(String command) {
        server.send("TEST.PUT taken");
        server.send("TEST.PUT over 10");
        server.advance(ofMillis(10));

        assertEquals(NO_SUCH_KEY, server.send(command + " missing taken"));
        assertEquals(NO_SUCH_KEY, server.send(command + " missing missing"));
        assertEquals(NO_SUCH_KEY, server.send(command + " over taken"));
        assertEquals(bulk("taken"), server.send("TEST.GET taken"));
    }

    @Nested
    class Renamenx {

        @Test
        void renamesToAKeyThatIsFree() {
            server.send("TEST.PUT key 10");

            assertEquals(integer(1), server.send("RENAMENX key free"));

            assertEquals(bulk("key"), server.send("TEST.GET free"));
            assertEquals(integer(10), server.send("PTTL free"));
            assertEquals(integer(0), server.send("EXISTS key"));
        }

        @Test
        void leavesAKeyThatIsTaken() {
            server.send("TEST.PUT key");
            server.send("TEST.PUT taken 10");

            assertEquals(integer(0), server.send("RENAMENX key taken"));
            assertEquals(bulk("taken"), server.send("TEST.GET taken"));
            assertEquals(bulk("key"), server.send("TEST.GET key"));

            server.advance(ofMillis(10));
            assertEquals(integer(1), server.send("RENAMENX key taken"));
        }

        @Test
        void findsAKeyTakenByItself() {
            server.send("TEST.PUT key");

            assertEquals(integer(0), server.send("RENAMENX key key"));
        }
    }
}
