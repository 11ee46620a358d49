package @module@;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class @Name@ModuleTest {

    @Test
    void greetsByName() {
        TestServer server = TestServer.with(new @Name@Module());

        assertEquals(bulk("hello ana"), server.send("@NAME@.GREET ana"));
    }

    @Test
    void needsAName() {
        TestServer server = TestServer.with(new @Name@Module());

        assertEquals(
                error("ERR wrong number of arguments for '@name@.greet' command"), server.send("@NAME@.GREET"));
    }

    @Test
    void greetsInTheWordsOfTheOperator() {
        TestServer server = TestServer.with(Map.of("@module@.greeting", "hola"), new @Name@Module());

        assertEquals(bulk("hola ana"), server.send("@NAME@.GREET ana"));
    }
}
