package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.map;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.Server;
import dev.mortise.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleCommandsTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @Test
    void modulesOfTheServerAreNotListed() {
        assertEquals(array(), server.send("MODULE LIST"));
    }

    @Test
    void pluginsAreListedWithVersionAndPlace() {
        List<Server.Module> modules = List.of(
                new Server.Module("dev.mortise.strings", "1.0.0", "/opt/lib", true),
                new Server.Module("acme.bloom", "2.10.3", "/opt/plugins/bloom.jar", false));

        assertEquals(
                array(map(
                        bulk("name"),
                        bulk("acme.bloom"),
                        bulk("ver"),
                        integer(21003),
                        bulk("path"),
                        bulk("/opt/plugins/bloom.jar"),
                        bulk("args"),
                        array())),
                Written.resp3(reply -> ModuleListCommand.write(modules, reply)));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0, 10000",
        "2.10.3, 21003",
        "3, 30000",
        "1.2, 10200",
        "0.1.0-SNAPSHOT, 100",
        "9999.99.99, 99999999",
        "'', 0",
        "latest, 0",
        "1.2.3.4, 10203",
        "20261121, 0",
    })
    void aVersionIsOneNumberWithTwoDigitsForEachPart(String version, int number) {
        assertEquals(number, new Server.Module("acme.hello", version, "", false).versionNumber());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"LOAD /tmp/x.jar", "LOAD /tmp/x.jar arg", "LOADEX /tmp/x.jar CONFIG a b", "UNLOAD acme.bloom"})
    void loadingIsRefusedWithAnAdvice(String line) {
        assertEquals(
                error("ERR Plugins are loaded when the server starts and stay until it stops. Put the jar into the"
                        + " directory 'plugins', or take it out, and restart the server."),
                server.send("MODULE " + line));
    }
}
