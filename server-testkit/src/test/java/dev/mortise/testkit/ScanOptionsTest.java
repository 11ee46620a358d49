package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.ScanOptions;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanOptionsTest {

    private final TestServer server = TestServer.with(new Scanner());

    @AfterEach
    void close() {
        server.close();
    }

    /** Answers what was asked for: {@code T.SCAN} with an option of its own, {@code SIZE}, {@code T.PLAIN} without. */
    private static final class Scanner implements CommandModule {
        @Override
        public void configure(Setup setup) {
            setup.command(CommandSpec.named("T.SCAN").args(0, CommandSpec.MANY).build(), (request, reply) -> {
                String[] size = {"any"};
                ScanOptions options = ScanOptions.parse(request, 0, (option, value) -> {
                    size[0] = value.utf8();
                    return option.is("SIZE");
                });
                reply.array(3);
                reply.integer(options.count());
                reply.bool(options.accept(Slice.of("name")));
                reply.bulk(size[0]);
            });
            setup.command(CommandSpec.named("T.PLAIN").args(1, CommandSpec.MANY).build(), (request, reply) -> {
                ScanOptions options = ScanOptions.parse(request, 1);
                reply.integer(options.count());
            });
        }
    }

    @Test
    void looksAtTenOfAnyNameUnlessTold() {
        assertEquals(array(integer(10), integer(1), bulk("any")), server.send("T.SCAN"));
    }

    @Test
    void theLastOfEachCounts() {
        assertEquals(
                array(integer(7), integer(0), bulk("large")),
                server.send("T.SCAN count 5 MATCH n* size small MATCH x* COUNT 7 SIZE large"));
        assertEquals(array(integer(1), integer(1), bulk("any")), server.send("T.SCAN COUNT 1 MATCH x* MATCH *"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COUNT 0", "COUNT -1", "COUNT", "MATCH", "SIZE", "COLOUR red", "COUNT 1 x"})
    void allElseIsASyntaxError(String options) {
        assertEquals(error("ERR syntax error"), server.send("T.SCAN " + options));
    }

    @Test
    void theCountIsANumber() {
        assertEquals(error("ERR value is not an integer or out of range"), server.send("T.SCAN COUNT many"));
    }

    @Test
    void knowsNoOtherOptionUnlessThereIsOne() {
        assertEquals(integer(3), server.send("T.PLAIN 0 COUNT 3"));
        assertEquals(error("ERR syntax error"), server.send("T.PLAIN 0 SIZE small"));
    }
}
