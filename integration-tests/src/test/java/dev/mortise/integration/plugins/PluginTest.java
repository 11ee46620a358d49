package dev.mortise.integration.plugins;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that knows nothing but the API is put into the directory of plugins, and its commands answer. */
class PluginTest {

    private static final String DESCRIPTOR = """
            module acme.hello {
                requires dev.mortise.api;
                provides dev.mortise.api.CommandModule with acme.hello.HelloModule;
            }
            """;

    private static final String MODULE = """
            package acme.hello;

            import dev.mortise.api.*;

            public final class HelloModule implements CommandModule {

                @Override
                public void configure(Setup setup) {
                    // Nothing can go wrong here.
                    setup.command(
                            CommandSpec.named("HELLO.GREET").args(1).flags(Flag.READONLY, Flag.FAST).since("1.0.0")
                                    .summary("Greets someone by name.").arguments(Argument.string("name")).build(),
                            (request, reply) -> reply.bulk("hello " + request.arg(0).utf8()));
                    setup.command(
                            CommandSpec.named("HELLO.STUMBLE").args(0).flags(Flag.FAST).since("1.0.0")
                                    .summary("Throws.").build(),
                            (request, reply) -> {
                                reply.array(2);
                                throw new IllegalStateException("as every plugin does one day");
                            });
                    setup.command(
                            CommandSpec.named("HELLO.MUMBLE").args(0).flags(Flag.FAST).since("1.0.0")
                                    .summary("Promises two elements and gives one.").build(),
                            (request, reply) -> {
                                reply.array(2);
                                reply.integer(1);
                            });
                }
            }
            """;

    @TempDir
    private Path directory;

    private Path plugins;

    @BeforeEach
    void makePluginsDirectory() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
    }

    @Test
    void answersAsTheBuiltInCommandsDo() throws IOException {
        make("hello.jar", MODULE);

        try (ServerProcess server = start();
                Wire wire = Wire.to(server)) {
            assertEquals("hello world", wire.ask("hello.greet world").text());
            assertEquals(
                    "-ERR wrong number of arguments for 'hello.greet' command\\r\\n",
                    wire.ask("HELLO.GREET").toString());
            assertTrue(wire.ask("COMMAND INFO hello.greet").toString().contains("$11\\r\\nhello.greet\\r\\n:2"));
            assertTrue(
                    wire.ask("MODULE LIST").toString().contains("acme.hello"),
                    wire.ask("MODULE LIST").toString());
            server.awaitLog("acme.hello");
        }
    }

    @Test
    void harmsNoOneByFailing() throws IOException {
        make("hello.jar", MODULE);

        try (ServerProcess server = start();
                Wire wire = Wire.to(server)) {
            wire.send("SET k v\r\nHELLO.STUMBLE\r\nHELLO.MUMBLE\r\nGET k\r\n");

            assertEquals("OK", wire.reply().text());
            assertEquals(
                    "ERR internal error in plugin 'acme.hello' (IllegalStateException)",
                    wire.reply().text());
            assertEquals(
                    "ERR internal error in plugin 'acme.hello' (IllegalStateException)",
                    wire.reply().text());
            assertEquals("v", wire.reply().text());
            server.awaitLog("as every plugin does one day");
        }
    }

    /** Whoever wants the process to end instead sets an option of the JVM, which knows better what is left. */
    @Test
    void harmsNoOneByWantingAllMemory() throws IOException {
        String hoard = """
                setup.command(
                        CommandSpec.named("HELLO.HOARD").args(0).since("1.0.0").summary("Wants all memory.").build(),
                        (request, reply) -> {
                            java.util.List<byte[]> hoard = new java.util.ArrayList<>();
                            while (true) {
                                hoard.add(new byte[1 << 16]);
                            }
                        });
                """;
        make("hello.jar", MODULE.replace("// Nothing can go wrong here.", hoard));

        try (ServerProcess server = ServerProcess.startMortiseInHeap("64m", "--set", "plugins.directory=" + plugins);
                Wire wire = Wire.to(server);
                Wire other = Wire.to(server)) {
            assertEquals("OK", other.ask("SET k v").text());
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "ERR internal error in plugin 'acme.hello' (OutOfMemoryError)",
                        wire.ask("HELLO.HOARD").text());
                assertEquals("v", other.ask("GET k").text());
            }
            assertEquals("hello world", wire.ask("HELLO.GREET world").text());
            assertTrue(other.ask("INFO plugins").text().contains("acme.hello"));
        }
    }

    @Test
    void isNamedWhenItCannotBeLoaded() throws IOException {
        String failure = "if (setup != null) throw new IllegalStateException(\"no greeting configured\");";
        make("broken.jar", MODULE.replace("// Nothing can go wrong here.", failure));

        String output = refusal();

        assertAll(
                () -> assertTrue(output.contains("acme.hello"), output),
                () -> assertTrue(output.contains("broken.jar"), output),
                () -> assertTrue(output.contains("no greeting configured"), output),
                () -> assertFalse(output.contains("\tat "), output));
    }

    @Test
    void isNamedWhenItIsNoJar() throws IOException {
        Files.writeString(plugins.resolve("text.jar"), "no jar at all");

        String output = refusal();

        assertTrue(output.contains("text.jar"), output);
        assertFalse(output.contains("\tat "), output);
    }

    @Test
    void isNamedWhenItTakesTheNameOfAnother() throws IOException {
        make("thief.jar", MODULE.replace("\"HELLO.GREET\"", "\"GET\""));

        String output = refusal();

        assertAll(
                () -> assertTrue(output.contains("acme.hello"), output),
                () -> assertTrue(output.contains("GET"), output));
    }

    private void make(String jar, String module) throws IOException {
        Map<String, String> sources = Map.of("module-info.java", DESCRIPTOR, "acme/hello/HelloModule.java", module);
        PluginJar.make(plugins.resolve(jar), directory.resolve("workshop"), sources);
    }

    private ServerProcess start() {
        return ServerProcess.startMortise("--set", "plugins.directory=" + plugins);
    }

    /** {@return what a server says that does not start} */
    private String refusal() {
        try (ServerProcess server = start()) {
            throw new AssertionError("it started:\n" + server.log());
        } catch (ServerProcess.NotStarted e) {
            return String.valueOf(e.getMessage());
        }
    }
}
