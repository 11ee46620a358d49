package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.set;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandGetKeysCommandTest {

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    @Test
    void findsTheKeys() {
        assertEquals(bulks("a"), server.send("COMMAND GETKEYS sample.one a"));
        assertEquals(bulks("a", "c"), server.send("COMMAND GETKEYS SAMPLE.PAIRS a b c d"));
        assertEquals(bulks("a", "b"), server.send("COMMAND GETKEYS sample.counted 2 a b c"));
    }

    @Test
    void findsTheKeysOfASubcommand() {
        assertEquals(bulks("a"), server.send("COMMAND GETKEYS sample.group inner a"));
    }

    @Test
    void tellsWhatIsDoneToThem() {
        assertEquals(
                array(
                        array(bulk("a"), array(status("RW"), status("access"), status("delete"))),
                        array(bulk("b"), array(status("OW"), status("update")))),
                server.send("COMMAND GETKEYSANDFLAGS sample.two a b"));
        assertEquals(
                array(array(bulk("a"), set(status("RO"), status("access")))),
                server.newClient().protocol(3).send("COMMAND GETKEYSANDFLAGS sample.one a"));
    }

    @Test
    void runsNothing() {
        server.send("COMMAND GETKEYS sample.store key value");

        assertEquals(integer(0), server.send("SAMPLE.EXISTS key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch a", "sample.group nosuch", "sample.group|inner a", "config nosuch"})
    void wantsACommandThatExists(String command) {
        assertEquals(error("ERR Invalid command specified"), server.send("COMMAND GETKEYS " + command));
        assertEquals(error("ERR Invalid command specified"), server.send("COMMAND GETKEYSANDFLAGS " + command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping a", "config get x", "flushall async", "flushdb a b c"})
    void wantsACommandThatHasKeys(String command) {
        assertEquals(error("ERR The command has no key arguments"), server.send("COMMAND GETKEYS " + command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample.one a b", "sample.pairs a", "sample.group inner"})
    void wantsTheRightNumberOfArguments(String command) {
        assertEquals(
                error("ERR Invalid number of arguments specified for command"),
                server.send("COMMAND GETKEYS " + command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sample.counted two a", "sample.counted 3 a b", "sample.counted 0 a", "sample.counted -1 a"})
    void wantsAsManyKeysAsAnnounced(String command) {
        assertEquals(error("ERR Invalid arguments specified for command"), server.send("COMMAND GETKEYS " + command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"script 0", "script 2 a"})
    void findsNoneWhereTheyMayBeLeftOut(String arguments) {
        assertEquals(array(), server.send("COMMAND GETKEYS sample.optional " + arguments));
    }
}
