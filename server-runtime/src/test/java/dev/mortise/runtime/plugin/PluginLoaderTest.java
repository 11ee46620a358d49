package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.runtime.module.PluginProblems;
import dev.mortise.runtime.server.ConfiguredModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginLoaderTest {

    private static final String REMEDY_STRICT =
            "Or leave them out: --plugins.strict no starts without what cannot be loaded.";

    @TempDir
    private Path directory;

    private Path plugins;
    private PluginWorkshop workshop;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        workshop = new PluginWorkshop(directory.resolve("work"));
    }

    private Path simple(String id, String jar) throws IOException {
        return compiled(workshop.simple(id), jar);
    }

    private Path compiled(PluginWorkshop.Plugin plugin, String jar, String... options) throws IOException {
        workshop.compile(plugin);
        return workshop.jar(plugin, plugins.resolve(jar), options);
    }

    private List<ConfiguredModule> load(String... disabled) throws PluginProblems {
        return new PluginLoader(strict(disabled)).load();
    }

    private PluginOptions strict(String... disabled) {
        return new PluginOptions(plugins, true, List.of(disabled), List.of(), Map.of());
    }

    private List<String> ids(String... disabled) throws PluginProblems {
        return load(disabled).stream().map(module -> module.description().id()).toList();
    }

    private String problems() {
        PluginProblems problems = assertThrows(PluginProblems.class, this::load);
        List<String> lines = String.valueOf(problems.getMessage()).lines().toList();
        assertEquals(REMEDY_STRICT, lines.getLast());
        return String.join("\n", lines.subList(1, lines.size() - 1)).replace(plugins.toString(), "plugins");
    }

    @Test
    void aJarIsAPlugin() throws Exception {
        Path jar = compiled(workshop.simple("acme.hello"), "hello-1.2.jar", "--module-version", "1.2");

        ConfiguredModule plugin = load().getFirst();

        assertEquals("acme.hello", plugin.description().id());
        assertEquals("1.2", plugin.description().version());
        assertEquals(jar.toString(), plugin.description().location());
        assertFalse(plugin.description().builtIn());
        assertEquals("acme.hello.Plugin", plugin.instance().getClass().getName());
        assertSame(CommandModule.class, plugin.instance().getClass().getInterfaces()[0]);
    }

    @Test
    void pluginsComeInTheOrderOfTheirIds() throws Exception {
        simple("acme.b", "1.jar");
        simple("acme.a", "2.jar");

        assertEquals(List.of("acme.a", "acme.b"), ids());
    }

    @Test
    void aDirectoryThatIsMissingHasNoPlugins() throws Exception {
        Files.delete(plugins);

        assertEquals(List.of(), load());
    }

    @Test
    void whatIsHiddenDisabledOrNoJarIsLeftAlone() throws Exception {
        Path jar = simple("acme.hello", "hello.jar.disabled");
        Files.copy(jar, plugins.resolve(".hello.jar"));
        Files.writeString(plugins.resolve("README.md"), "Put plugins here.");
        Files.createDirectory(plugins.resolve("old.disabled"));

        assertEquals(List.of(), ids());
    }

    @Test
    void aPluginCanBeDisabledById() throws Exception {
        simple("acme.a", "a.jar");
        simple("acme.b", "b.jar");

        assertEquals(List.of("acme.b"), ids("acme.a"));
    }

    @Test
    void aDirectoryIsAPluginWithItsLibraries() throws Exception {
        PluginWorkshop.Plugin library = workshop.empty()
                .with("module-info.java", "module acme.library { exports acme.library; }")
                .with("acme/library/Greeting.java", "package acme.library; public class Greeting {}");
        workshop.compile(library);
        Path libraryJar = workshop.jar(library, plugins.resolve("hello/library.jar"));
        PluginWorkshop.Plugin plugin = workshop.simple(
                "acme.hello", "requires acme.library;", "private Object greeting = new acme.library.Greeting();");
        workshop.compile(plugin, libraryJar);
        workshop.jar(plugin, plugins.resolve("hello/hello.jar"));

        assertEquals(List.of("acme.hello"), ids());
    }

    @Test
    void pluginsDoNotSeeEachOther() throws Exception {
        simple("acme.a", "a.jar");
        simple("acme.b", "b.jar");

        List<ConfiguredModule> loaded = load();

        ClassLoader a = loaded.getFirst().instance().getClass().getClassLoader();
        ClassLoader b = loaded.getLast().instance().getClass().getClassLoader();
        assertNotSame(a, b);
        assertThrows(ClassNotFoundException.class, () -> a.loadClass("acme.b.Plugin"));
    }

    @Test
    void itsConstructorRunsWithItsOwnLoaderAsContext() throws Exception {
        compiled(workshop.simple("acme.hello", "", """
                public Plugin() {
                    if (Thread.currentThread().getContextClassLoader() != Plugin.class.getClassLoader()) {
                        throw new IllegalStateException("a foreign loader");
                    }
                }
                """), "hello.jar");

        ClassLoader before = Thread.currentThread().getContextClassLoader();
        load();

        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    @Test
    void aCopyOfTheApiInItsDirectoryIsOverlooked() throws Exception {
        PluginWorkshop.Plugin api = workshop.empty()
                .with("module-info.java", "module dev.mortise.api { exports dev.mortise.api; }")
                .with(
                        "dev/mortise/api/CommandModule.java",
                        "package dev.mortise.api; public interface CommandModule {}");
        workshop.compile(api);
        workshop.jar(api, plugins.resolve("fat/api.jar"));
        PluginWorkshop.Plugin plugin = workshop.simple("acme.fat");
        workshop.compile(plugin);
        workshop.jar(plugin, plugins.resolve("fat/fat.jar"));

        assertSame(CommandModule.class, load().getFirst().instance().getClass().getInterfaces()[0]);
    }

    @Nested
    class WithoutModuleInfo {
        private PluginWorkshop.Plugin plain() throws IOException {
            PluginWorkshop.Plugin plugin =
                    workshop.empty().with("acme/plain/Plugin.java", PluginWorkshop.pluginClass("acme.plain", ""));
            workshop.compileWithoutModules(plugin);
            Path services = Files.createDirectories(plugin.classes().resolve("META-INF/services"));
            Files.writeString(services.resolve(CommandModule.class.getName()), "acme.plain.Plugin\n");
            return plugin;
        }

        private Path manifest(String text) throws IOException {
            return Files.writeString(directory.resolve("MANIFEST.MF"), text);
        }

        @Test
        void aJarSaysItsNameAndApiInItsManifest() throws Exception {
            Path manifest = manifest("Automatic-Module-Name: acme.plain\nServer-Api-Version: 0.1\n");
            workshop.jar(plain(), plugins.resolve("plain-3.0.jar"), "--manifest", manifest.toString());

            assertEquals(List.of("acme.plain"), ids());
        }

        @Test
        void aJarThatDoesNotIsRefused() throws Exception {
            workshop.jar(plain(), plugins.resolve("plain-3.0.jar"));

            assertEquals(
                    "  plain-3.0.jar (plugins/plain-3.0.jar): has no module-info; add one, or the manifest entries"
                            + " Automatic-Module-Name and Server-Api-Version",
                    problems());
        }

        @Test
        void aJarWhoseFileNameIsNoModuleNameIsRefusedInTheSameWords() throws Exception {
            workshop.jar(plain(), plugins.resolve("9-plain.jar"));

            assertEquals(
                    "  9-plain.jar (plugins/9-plain.jar): has no module-info; add one, or the manifest entries"
                            + " Automatic-Module-Name and Server-Api-Version",
                    problems());
        }

        @ParameterizedTest
        @ValueSource(strings = {"abc", "1", "99999999999.1"})
        void anApiThatIsNoVersionIsRefused(String version) throws Exception {
            Path manifest = manifest("Automatic-Module-Name: acme.plain\nServer-Api-Version: " + version + "\n");
            workshop.jar(plain(), plugins.resolve("plain.jar"), "--manifest", manifest.toString());

            assertEquals(
                    "  plain.jar (plugins/plain.jar): says Server-Api-Version: " + version
                            + " in its manifest, which is"
                            + " no version; have it say that of the API it was compiled with, such as 0.1",
                    problems());
        }

        @Test
        void aNameThatIsNoneIsRefused() throws Exception {
            Path manifest = manifest("Automatic-Module-Name: 9-acme!\nServer-Api-Version: 0.1\n");
            workshop.jar(plain(), plugins.resolve("plain.jar"), "--manifest", manifest.toString());

            assertEquals(
                    "  plain.jar (plugins/plain.jar): does not fit together (Automatic-Module-Name: 9-acme!: Invalid"
                            + " module name: '9-acme!' is not a Java identifier); ask its author for a build that does",
                    problems());
        }

        @Test
        void anApiOfTheFutureIsRefused() throws Exception {
            Path manifest = manifest("Automatic-Module-Name: acme.plain\nServer-Api-Version: 99.0\n");
            workshop.jar(plain(), plugins.resolve("plain.jar"), "--manifest", manifest.toString());

            String problem = problems();

            assertTrue(
                    problem.startsWith(
                            "  acme.plain (plugins/plain.jar): was compiled with version 99.0 of the API, and"),
                    problem);
        }
    }

    @Nested
    class Refused {
        @Test
        void aBrokenJar() throws Exception {
            Files.writeString(plugins.resolve("broken.jar"), "no jar at all");

            assertEquals(
                    "  broken.jar (plugins/broken.jar): cannot be read (zip END header not found); build or copy it again",
                    problems());
        }

        @Test
        void aJarThatProvidesNothing() throws Exception {
            PluginWorkshop.Plugin library = workshop.empty()
                    .with("module-info.java", "module acme.library {}")
                    .with("acme/library/A.java", "package acme.library; class A {}");
            compiled(library, "library.jar");

            assertEquals(
                    "  library.jar (plugins/library.jar): provides no command module; its module-info must say: provides"
                            + " dev.mortise.api.CommandModule with, and the class; or it does not belong here",
                    problems());
        }

        @Test
        void twoOfOneId() throws Exception {
            simple("acme.hello", "hello-1.jar");
            simple("acme.hello", "hello-2.jar");

            assertEquals(
                    "  acme.hello (plugins/hello-1.jar): has the same id as [plugins/hello-2.jar]; keep one of them",
                    problems());
        }

        @Test
        void twoInOneDirectory() throws Exception {
            simple("acme.a", "both/a.jar");
            simple("acme.b", "both/b.jar");

            assertEquals(
                    "  both (plugins/both): holds several plugins: acme.a, acme.b; give each a jar or a directory of its"
                            + " own",
                    problems());
        }

        @Test
        void twoVersionsInOneDirectory() throws Exception {
            simple("acme.a", "both/a-1.jar");
            simple("acme.a", "both/a-2.jar");

            String problem = problems();

            assertTrue(problem.startsWith("  both (plugins/both): does not fit together (Two versions of"), problem);
            assertTrue(problem.endsWith("; keep one version of each module"), problem);
        }

        @Test
        void aPluginThatNeedsWhatIsNotThere() throws Exception {
            PluginWorkshop.Plugin library = workshop.empty()
                    .with("module-info.java", "module acme.library { exports acme.library; }")
                    .with("acme/library/A.java", "package acme.library; public class A {}");
            workshop.compile(library);
            Path elsewhere = workshop.jar(library, directory.resolve("elsewhere/library.jar"));
            PluginWorkshop.Plugin plugin = workshop.simple("acme.needy", "requires acme.library;", "");
            workshop.compile(plugin, elsewhere);
            workshop.jar(plugin, plugins.resolve("needy.jar"));

            assertEquals(
                    "  acme.needy (plugins/needy.jar): needs the module acme.library, which is not there; make the plugin"
                            + " a directory with its jar and that of acme.library",
                    problems());
        }

        /** The author did nothing for it: javac notes the version of every module it compiles against. */
        @Test
        void aPluginCompiledWithAnApiOfTheFuture() throws Exception {
            PluginWorkshop.Plugin api = workshop.empty()
                    .with("module-info.java", "module dev.mortise.api { exports dev.mortise.api; }")
                    .with("dev/mortise/api/Setup.java", "package dev.mortise.api; public interface Setup {}")
                    .with(
                            "dev/mortise/api/CommandModule.java",
                            "package dev.mortise.api; public interface CommandModule { void configure(Setup setup); }");
            workshop.compile(api);
            Path future = workshop.jar(api, directory.resolve("future/api.jar"), "--module-version", "99.1.2");
            PluginWorkshop.Plugin plugin = workshop.simple("acme.hello");
            workshop.compileWithApi(plugin, future);
            workshop.jar(plugin, plugins.resolve("hello.jar"));

            String problem = problems();

            assertTrue(
                    problem.startsWith(
                            "  acme.hello (plugins/hello.jar): was compiled with version 99.1 of the API, and"),
                    problem);
        }

        @Test
        void aConstructorThatThrows() throws Exception {
            compiled(
                    workshop.simple(
                            "acme.bad", "", "public Plugin() { throw new IllegalStateException(\"no luck\"); }"),
                    "bad.jar");

            assertEquals(
                    "  acme.bad (plugins/bad.jar): its command module cannot be created (java.lang.IllegalStateException:"
                            + " no luck); it needs a public class with a public constructor without parameters that"
                            + " succeeds",
                    problems());
        }

        @Test
        void aStaticInitialiserThatThrowsAnError() throws Exception {
            compiled(
                    workshop.simple("acme.bad", "", "static { if (true) throw new StackOverflowError(); }"), "bad.jar");

            assertTrue(problems().contains("(java.lang.StackOverflowError)"));
        }

        @Test
        void allAtOnceAndBeforeAnyCodeRuns() throws Exception {
            System.clearProperty("mortise.test.ran");
            compiled(
                    workshop.simple(
                            "acme.good", "", "public Plugin() { System.setProperty(\"mortise.test.ran\", \"1\"); }"),
                    "good.jar");
            Files.writeString(plugins.resolve("a.jar"), "broken");
            Files.writeString(plugins.resolve("z.jar"), "broken");

            assertEquals(2, problems().lines().count());
            assertNull(System.getProperty("mortise.test.ran"));
        }
    }

    @Test
    void whenNotStrictWhatCannotBeLoadedIsLeftOut() throws Exception {
        simple("acme.good", "good.jar");
        Files.writeString(plugins.resolve("broken.jar"), "broken");

        PluginLoader loader = new PluginLoader(new PluginOptions(plugins, false, List.of(), List.of(), Map.of()));

        List<ConfiguredModule> loaded = loader.load();

        assertEquals("acme.good", loaded.getFirst().description().id());
        assertEquals(1, loaded.size());
        assertEquals("broken.jar", loader.refused().getFirst().plugin());
    }

    @Test
    void noticesADirectoryThatEverybodyMayWriteTo() throws Exception {
        Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertFalse(new PluginDirectory(plugins).isWritableByOthers());

        Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(new PluginDirectory(plugins).isWritableByOthers());
    }
}
