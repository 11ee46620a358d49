package acme.json;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonModuleTest {

    private final TestServer server = TestServer.with(
            Map.of("acme.json.commands", "GET STRLEN SET LCS T.KINDS"),
            new JsonModule(),
            new StringsModule(),
            setup -> setup.command(
                    CommandSpec.named("T.KINDS")
                            .args(1)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (_, reply) -> {
                        reply.array(5);
                        reply.number(0.5);
                        reply.bool(true);
                        reply.nil();
                        reply.status("fine");
                        reply.array(0);
                    }));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "/name | \"ana\"",
                "/languages/1 | \"es\"",
                "/languages | [\"en\",\"es\"]",
                "/address | {\"city\":\"Lima\"}",
                "/address/city | \"Lima\"",
                "/age | 31",
            })
    void findsAPart(String pointer, String part) {
        server.call("SET", "user", """
                {"name": "ana", "age": 31, "languages": ["en", "es"], "address": {"city": "Lima"}}""");

        assertEquals(bulk(part), server.call("JSON.PART", "user", pointer));
    }

    @Test
    void findsNothingWhereNothingIs() {
        server.call("SET", "user", "{\"name\": \"ana\"}");

        assertEquals(nil(), server.call("JSON.PART", "user", "/age"));
        assertEquals(nil(), server.call("JSON.PART", "nobody", "/name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {"{\"name\": | 8", "{name: 1} | 1", "{\"age\": 31 | 10"})
    void refusesWhatIsNoJson(String text, int place) {
        server.call("SET", "user", text);

        assertEquals(error("ERR the string is no JSON at byte " + place), server.call("JSON.PART", "user", "/name"));
    }

    @Test
    void tellsInJsonWhatCommandsAnswer() {
        server.call("SET", "name", "\"ana\"");

        assertEquals(bulk("\"\\\"ana\\\"\""), server.send("JSON.CALL get name"));
        assertEquals(bulk("5"), server.send("JSON.CALL STRLEN name"));
        assertEquals(bulk("[0.5,true,null,\"fine\",[]]"), server.send("JSON.CALL T.KINDS name"));
        assertEquals(nil(), server.send("JSON.CALL GET nothing"));
    }

    @Test
    void callsNothingElseThanWhatIsAllowed() {
        assertEquals(
                error("ERR the command is not among those that acme.json.commands allows"),
                server.send("JSON.CALL APPEND name x"));
        // Allowed by an operator who has not thought of it: the server has.
        assertTrue(server.send("JSON.CALL SET name x").toString().contains("ERR"));
        assertTrue(server.send("JSON.CALL LCS name other").toString().contains("ERR"));
        assertEquals(nil(), server.send("GET name"));
    }

    @Test
    void refusesWhatIsNoPointer() {
        server.call("SET", "user", "{}");

        assertEquals(
                error("ERR a JSON pointer is empty or begins with a slash"), server.call("JSON.PART", "user", "name"));
    }
}
