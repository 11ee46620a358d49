package acme.json;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonModuleTest {

    private final TestServer server = TestServer.with(new JsonModule(), new StringsModule());

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
    void refusesWhatIsNoPointer() {
        server.call("SET", "user", "{}");

        assertEquals(
                error("ERR a JSON pointer is empty or begins with a slash"), server.call("JSON.PART", "user", "name"));
    }
}
