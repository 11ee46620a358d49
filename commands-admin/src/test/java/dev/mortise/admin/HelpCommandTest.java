package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    private List<String> lines(String line) {
        return assertInstanceOf(ReplyValue.Array.class, server.send(line)).elements().stream()
                .map(each ->
                        assertInstanceOf(ReplyValue.SimpleString.class, each).text())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLIENT", "COMMAND", "CONFIG", "MEMORY", "MODULE"})
    void beginsAndEndsAlike(String command) {
        List<String> lines = lines(command + " HELP");

        assertEquals(command + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:", lines.getFirst());
        assertEquals(List.of("HELP", "    Lists the subcommands."), lines.subList(lines.size() - 2, lines.size()));
    }

    @Test
    void showsHowToCallASubcommandAndWhatItDoes() {
        List<String> lines = lines("CONFIG HELP");

        int set = lines.indexOf("SET parameter value [parameter value ...]");
        assertEquals("    Changes parameters of the running server, all or none.", lines.get(set + 1));
    }

    @Test
    void mentionsThatCommandMayStandAlone() {
        assertEquals("(no subcommand)", lines("COMMAND HELP").get(1));
        assertTrue(lines("CONFIG HELP").stream().noneMatch("(no subcommand)"::equals));
    }

    @Test
    void takesNoArguments() {
        assertEquals(error("ERR wrong number of arguments for 'config|help' command"), server.send("CONFIG HELP me"));
    }

    @Test
    void isWhereErrorsPointTo() {
        assertEquals(error("ERR unknown subcommand 'nosuch'. Try CONFIG HELP."), server.send("CONFIG nosuch"));
    }
}
