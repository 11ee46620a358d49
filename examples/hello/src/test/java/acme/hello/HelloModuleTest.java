package acme.hello;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelloModuleTest {

    @Test
    void greetsByName() {
        TestServer server = TestServer.with(new HelloModule());

        assertEquals(bulk("hello ana"), server.send("HELLO.GREET ana"));
    }

    @Test
    void needsAName() {
        TestServer server = TestServer.with(new HelloModule());

        assertEquals(error("ERR wrong number of arguments for 'hello.greet' command"), server.send("HELLO.GREET"));
    }

    @Test
    void greetsInTheWordsOfTheOperator() {
        TestServer server = TestServer.with(Map.of("acme.hello.greeting", "hola"), new HelloModule());

        assertEquals(bulk("hola ana"), server.send("HELLO.GREET ana"));
    }

    @Test
    void learnsOtherWordsWhileItRuns() {
        TestServer server = TestServer.with(new HelloModule());

        server.server().changeParameters(Map.of("acme.hello.greeting", "ciao"));

        assertEquals(bulk("ciao ana"), server.send("HELLO.GREET ana"));
    }

    @Test
    void doesNotStartWithoutWords() {
        Map<String, String> settings = Map.of("acme.hello.greeting", " ");

        String refusal = assertThrows(IllegalStateException.class, () -> TestServer.with(settings, new HelloModule()))
                .getMessage();

        assertTrue(refusal.contains("greeting must not be blank"), refusal);
    }
}
