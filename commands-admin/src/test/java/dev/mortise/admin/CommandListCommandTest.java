package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandListCommandTest {

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    private Set<String> names(String line) {
        return assertInstanceOf(ReplyValue.Array.class, server.send(line)).elements().stream()
                .map(name -> assertInstanceOf(ReplyValue.Bulk.class, name).utf8())
                .collect(Collectors.toSet());
    }

    @Test
    void namesCommandsAndSubcommands() {
        assertTrue(names("COMMAND LIST").containsAll(Set.of("ping", "config", "config|get", "sample.group|inner")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config|g*", "CONFIG|G?T", "config|get"})
    void findsNamesByPattern(String pattern) {
        assertEquals(Set.of("config|get"), names("COMMAND LIST FILTERBY PATTERN " + pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "STRING"})
    void findsCommandsByCategory(String category) {
        assertEquals(Set.of("sample.one"), names("command list filterby aclcat " + category));
    }

    @Test
    void categoriesAreNamedWithoutTheAt() {
        assertEquals(array(), server.send("COMMAND LIST FILTERBY ACLCAT @string"));
        assertEquals(array(), server.send("COMMAND LIST FILTERBY ACLCAT nosuch"));
    }

    @Test
    void findsTheCommandsOfAModule() {
        assertTrue(names("COMMAND LIST FILTERBY MODULE dev.mortise.admin").containsAll(Set.of("ping", "client|id")));
        assertEquals(array(), server.send("COMMAND LIST FILTERBY MODULE nosuch"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FILTERBY", "FILTERBY PATTERN", "FILTERBY NAME x", "PATTERN x y", "ALL", "FILTERBY PATTERN x y"})
    void rejectsOptionsThatMakeNoSense(String options) {
        assertEquals(error("ERR syntax error"), server.send("COMMAND LIST " + options));
    }
}
