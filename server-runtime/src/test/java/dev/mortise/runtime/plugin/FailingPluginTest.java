package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.runtime.config.CommandLine;
import dev.mortise.runtime.config.ParameterTable;
import dev.mortise.runtime.config.ServerConfig;
import dev.mortise.runtime.log.CapturedLog;
import dev.mortise.runtime.server.ConfiguredModule;
import dev.mortise.runtime.server.MortiseServer;
import dev.mortise.runtime.server.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that load and then fail: in configure, in start, in stop, or because of what they register. */
class FailingPluginTest {

    private static final String ADVICE = "Or leave them out: --plugins.strict no starts without what cannot be loaded.";

    @TempDir
    private Path directory;

    private PluginFixture fixture;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        fixture = new PluginFixture(directory);
    }

    private void plugin(String id, String configure, String more) throws IOException {
        PluginWorkshop workshop = fixture.workshop();
        PluginWorkshop.Plugin plugin =
                workshop.simple(id).with(id.replace('.', '/') + "/Plugin.java", """
                package %s;

                import dev.mortise.api.*;

                public final class Plugin implements CommandModule {
                    @Override
                    public void configure(Setup setup) throws Exception {
                        %s
                    }

                    %s
                }
                """.formatted(id, configure, more));
        workshop.compile(plugin);
        workshop.jar(plugin, fixture.plugins().resolve(id + ".jar"));
    }

    private static String command(String name) {
        return "setup.command(CommandSpec.named(\"%s\").build(), (request, reply) -> reply.ok());".formatted(name);
    }

    private MortiseServer start(boolean strict) throws Exception {
        return start(ServerConfig.defaults(), strict);
    }

    private MortiseServer start(ServerConfig base, boolean strict) throws Exception {
        ServerConfig config = base.with(ParameterTable.PORT, 0L)
                .with(ParameterTable.UNIX_SOCKET, directory.resolve("s").toString())
                .with(ParameterTable.TRANSPORT, "nio")
                .with(ParameterTable.PLUGINS_STRICT, strict)
                .with(ParameterTable.PLUGINS_DIRECTORY, fixture.plugins().toString());
        PluginLoader loader = new PluginLoader(PluginOptions.of(config));
        List<ConfiguredModule> modules = loader.load();
        return MortiseServer.start(config, modules, loader.refused());
    }

    /** {@return all problems that a strict start reports, a line each} */
    private List<String> problems() {
        return problems(true, ADVICE);
    }

    private List<String> problems(boolean strict, String advice) {
        StartFailure failure = assertThrows(StartFailure.class, () -> start(strict));
        List<String> lines = String.valueOf(failure.getMessage())
                .replace(fixture.plugins().toString(), "plugins")
                .lines()
                .map(String::strip)
                .toList();
        assertEquals(advice, lines.getLast());
        return lines.subList(1, lines.size() - 1);
    }

    @Test
    void everyPluginThatThrowsWhenConfiguredIsNamed() throws Exception {
        plugin("acme.a", "if (setup != null) throw new IllegalStateException(\"no greeting\\nat all\");", "");
        plugin("acme.b", "if (setup != null) throw new StackOverflowError();", "");
        plugin("acme.c", command("C.OK"), "");
        plugin("acme.d", "if (setup != null) throw new AssertionError(\"impossible\");", "");

        assertEquals(
                List.of(
                        "acme.a (plugins/acme.a.jar): configure failed (java.lang.IllegalStateException: no greeting at"
                                + " all); correct what it says, or ask the plugin's author",
                        "acme.b (plugins/acme.b.jar): configure failed (java.lang.StackOverflowError); correct what it"
                                + " says, or ask the plugin's author",
                        "acme.d (plugins/acme.d.jar): configure failed (java.lang.AssertionError: impossible); correct"
                                + " what it says, or ask the plugin's author"),
                problems());
    }

    @Test
    void aStaticInitialiserThatThrowsIsNamed() throws Exception {
        plugin("acme.a", "Broken.touch();", """
                static final class Broken {
                    static final int VALUE = Integer.parseInt("no number");

                    static void touch() {}
                }
                """);

        assertEquals(
                List.of("acme.a (plugins/acme.a.jar): configure failed (java.lang.NumberFormatException: For input"
                        + " string: \"no number\"); correct what it says, or ask the plugin's author"),
                problems());
    }

    @Test
    void aLibraryThatIsNotThereIsNamed() throws Exception {
        Path library = fixture.library("acme.library", "x", directory.resolve("elsewhere/library.jar"));
        fixture.simple("acme.a", "requires static acme.library;", """
                static String word() {
                    return acme.library.Version.word();
                }
                { word(); }
                """, "acme.a.jar", library);

        assertEquals(
                "acme.a (plugins/acme.a.jar): creating its command module found something missing or changed"
                        + " (java.lang.ClassNotFoundException: acme.library.Version); have all of its libraries in its"
                        + " directory, in the versions it was built with",
                fixture.problem());
    }

    @Test
    void namesThatAreTakenAreReportedWithThoseThatFail() throws Exception {
        plugin("acme.a", "if (setup != null) throw new IllegalStateException(\"no luck\");", "");
        plugin("acme.b", command("SAME.NAME"), "");
        plugin("acme.c", command("SAME.NAME") + command("GET"), "");

        assertEquals(
                List.of(
                        "acme.a (plugins/acme.a.jar): configure failed (java.lang.IllegalStateException: no luck);"
                                + " correct what it says, or ask the plugin's author",
                        "acme.c (plugins/acme.c.jar): command SAME.NAME is defined by both 'acme.b' and 'acme.c'; set"
                                + " plugins.override.SAME.NAME = \"acme.c\" to choose",
                        "acme.c (plugins/acme.c.jar): command GET: names without a dot are the server's own; call it"
                                + " '<name>.GET', or set plugins.override.GET = \"acme.c\" to put it in the place of"
                                + " the server's"),
                problems());
    }

    /** Others may have bound its commands by then, so that it is too late to leave it out. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyPluginThatThrowsWhenStartedIsNamedAndStopsTheServerStrictOrNot(boolean strict) throws Exception {
        String throwing = "@Override public void start(Server server) { throw new %s(\"no %s\"); }";
        plugin("acme.a", "", throwing.formatted("IllegalStateException", "disk"));
        plugin("acme.b", "", throwing.formatted("OutOfMemoryError", "network"));

        assertEquals(
                List.of(
                        "acme.a (plugins/acme.a.jar): start failed (java.lang.IllegalStateException: no disk); correct"
                                + " what it says, or ask the plugin's author",
                        "acme.b (plugins/acme.b.jar): start failed (java.lang.OutOfMemoryError: no network);"
                                + " correct what it says, or ask the plugin's author"),
                problems(strict, "Or leave them out: plugins.disabled names those not to load."));
    }

    @Test
    void onePluginThatThrowsWhenStoppedKeepsNoOtherFromStopping() throws Exception {
        System.clearProperty("mortise.test.stopped");
        plugin("acme.a", "", "@Override public void stop() { System.setProperty(\"mortise.test.stopped\", \"yes\"); }");
        plugin("acme.b", "", "@Override public void stop() { throw new IllegalStateException(\"cannot\"); }");

        start(true).close();

        assertEquals("yes", System.getProperty("mortise.test.stopped"));
    }

    @Test
    void thoseThatFailAreLeftOutIfTheOperatorIsNotStrict() throws Exception {
        plugin("acme.a", command("A.OK") + "if (setup != null) throw new IllegalStateException(\"no luck\");", "");
        plugin("acme.b", command("SAME.NAME"), "");
        plugin("acme.c", command("SAME.NAME") + command("C.OK"), "");

        try (MortiseServer server = start(false)) {
            assertEquals(1, server.core().modules().size());
            assertNotNull(server.core().command("SAME.NAME"));
            assertNull(server.core().command("A.OK"));
            assertNull(server.core().command("C.OK"));
        }
    }

    @Test
    void thoseThatAreLeftOutAreInInfoWithTheReason() throws Exception {
        plugin("acme.a", "if (setup != null) throw new IllegalStateException(\"no luck\");", "");
        plugin("acme.b", command("B.OK"), "");
        Files.writeString(fixture.plugins().resolve("acme.c.jar"), "this is no jar");

        try (CapturedLog log = new CapturedLog(directory);
                MortiseServer server = start(false)) {
            List<String> lines = server.core()
                    .info(Set.of("plugins"))
                    .replace(fixture.plugins().toString(), "plugins")
                    .lines()
                    .toList();

            assertEquals(List.of("# Plugins", "plugins_running:1", "plugins_refused:2"), lines.subList(0, 3));
            assertTrue(lines.get(3).startsWith("plugin_acme.b:state=running,"), lines.get(3));
            assertTrue(
                    lines.get(4)
                            .matches(
                                    "plugin_acme\\.c(\\.jar)?:state=refused,location=plugins/acme\\.c\\.jar,reason=.+; .+"),
                    lines.get(4));
            assertEquals(
                    "plugin_acme.a:state=refused,location=plugins/acme.a.jar,reason=configure failed"
                            + " (java.lang.IllegalStateException: no luck); correct what it says, or ask the plugin's"
                            + " author",
                    lines.get(5));
            assertEquals(2, log.linesFrom("left out: acme.").size(), log.text());
        }
    }

    @Test
    void mistakesInSettingsOfAllPluginsAreToldWithThoseWhoFail() throws Exception {
        for (String id : List.of("acme.a", "acme.b")) {
            plugin(id, "setup.config(Config.class);", "private record Config(int limit, String greeting) {}");
        }
        plugin("acme.c", "if (setup != null) throw new IllegalStateException(\"no luck\");", "");
        Path file = Files.writeString(directory.resolve("conf.json"), """
                {"plugins": {"settings": {"acme.a": {"limit": "x", "greting": "hola"}, "acme.b": {"limit": []}}}}
                """);
        CommandLine.Run asked = (CommandLine.Run) CommandLine.parse("--config", file.toString());

        StartFailure failure = assertThrows(StartFailure.class, () -> start(asked.config(), true));

        String remedy = "; correct it in " + file.toAbsolutePath();
        assertEquals(
                List.of(
                        "acme.a (plugins/acme.a.jar): /plugins/settings/acme.a/greting: unknown, did you mean greeting?"
                                + remedy,
                        "acme.a (plugins/acme.a.jar): /plugins/settings/acme.a/limit: found 'x'; allowed is a whole"
                                + " number from -2147483648 to 2147483647" + remedy,
                        "acme.b (plugins/acme.b.jar): /plugins/settings/acme.b/limit: found a list; allowed is a whole"
                                + " number from -2147483648 to 2147483647" + remedy,
                        "acme.c (plugins/acme.c.jar): configure failed (java.lang.IllegalStateException: no luck);"
                                + " correct what it says, or ask the plugin's author"),
                String.valueOf(failure.getMessage())
                        .replace(fixture.plugins().toString(), "plugins")
                        .lines()
                        .map(String::strip)
                        .skip(1)
                        .limit(4)
                        .toList());
    }

    /** Private, nested, and in a module that opens nothing. */
    @Test
    void aPrivateRecordOfAPluginIsBound() throws Exception {
        plugin(
                "acme.a",
                "setup.info(\"Acme\", lines -> lines.line(\"said\", config)); config = setup.liveConfig(Config.class).get();",
                "private Config config; private record Config(int limit, Inner inner) { private record Inner(String word) {} }");
        CommandLine.Run asked = (CommandLine.Run) CommandLine.parse("--set", "plugins.settings.acme.a.inner.word=yes");

        try (MortiseServer server = start(asked.config(), true)) {
            assertTrue(server.core().info(Set.of("acme")).contains("said:Config[limit=0, inner=Inner[word=yes]]"));
            assertEquals("yes", server.core().parameters().get("acme.a.inner.word"));
        }
    }
}
