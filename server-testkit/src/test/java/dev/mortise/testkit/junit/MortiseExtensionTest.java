package dev.mortise.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.testkit.EmbeddedServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class MortiseExtensionTest {

    private static final class Sample implements CommandModule {
        @Override
        public void configure(Setup setup) {
            setup.command(
                    CommandSpec.named("SAMPLE.PUT")
                            .args(1)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.OW))
                            .build(),
                    (request, reply) -> {
                        request.entry(0).set(Types.STRING, Slice.of("value"));
                        reply.ok();
                    });
        }
    }

    @RegisterExtension
    static final MortiseExtension MORTISE = new MortiseExtension(EmbeddedServer.with(new Sample()));

    /** Those of earlier tests, which ran in an order nobody knows. */
    private static final List<EmbeddedServer> SEEN = new ArrayList<>();

    private static EmbeddedServer first;

    private static void put(EmbeddedServer server) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.getOutputStream().write("SAMPLE.PUT key\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals('+', socket.getInputStream().read());
        }
    }

    @BeforeAll
    static void isThereBeforeAll(EmbeddedServer server) throws IOException {
        first = server;
        put(server);
    }

    @BeforeEach
    void isEmptyBeforeEach(EmbeddedServer server) throws IOException {
        assertEquals(0, server.server().keyspace().size(0));
        put(server);
    }

    @RepeatedTest(2)
    void isOneForTheClass(EmbeddedServer server, URI uri, @MortiseExtension.Port int port) {
        assertSame(first, server);
        assertSame(MORTISE.server(), server);
        assertEquals(server.uri(), uri);
        assertEquals(server.port(), port);
    }

    @Nested
    class Inside {
        @Test
        void isThatOfTheOuterClass(EmbeddedServer server) {
            assertSame(first, server);
            assertEquals(1, server.server().keyspace().size(0));
        }
    }

    @Nested
    class InAFieldOfTheTest {

        @RegisterExtension
        final MortiseExtension own = new MortiseExtension(EmbeddedServer.with(new Sample()));

        @RepeatedTest(2)
        void isOneForTheTest() {
            assertAll(SEEN.stream().map(earlier -> () -> assertFalse(earlier.isRunning())));
            assertTrue(own.server().isRunning());
            assertNotEquals(first, own.server());
            SEEN.add(own.server());
        }
    }

    @Nested
    class ShutDown {

        @RegisterExtension
        static final MortiseExtension OWN = new MortiseExtension(EmbeddedServer.with(new Sample()));

        @RepeatedTest(2)
        void isStartedAgain() {
            assertTrue(OWN.server().isRunning());

            OWN.server().close();
        }
    }

    @Test
    void saysThatJunitDoesNotKnowIt() {
        MortiseExtension forgotten = new MortiseExtension();

        IllegalStateException thrown = assertThrows(IllegalStateException.class, forgotten::server);
        assertTrue(String.valueOf(thrown.getMessage()).contains("@RegisterExtension"));
    }
}
