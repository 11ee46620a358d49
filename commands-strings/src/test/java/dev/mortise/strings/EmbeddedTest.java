package dev.mortise.strings;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Server;
import dev.mortise.testkit.EmbeddedServer;
import org.junit.jupiter.api.Test;

/** A program on the module path that has the server within it finds these commands as a service. */
class EmbeddedTest {

    @Test
    void isFoundByTheServer() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            assertNotNull(server.server().command("GET"));
            assertTrue(
                    server.server().modules().stream().map(Server.Module::id).anyMatch("dev.mortise.strings"::equals));
        }
    }
}
