package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars that are broken in every way that somebody has managed before, and the sentence that each gets. */
class BrokenPluginTest {

    private static final int CLASS_FILE_MAJOR = 7;
    private static final int JAVA_99 = 99 + 44;

    @TempDir
    private Path directory;

    private PluginFixture fixture;
    private PluginWorkshop workshop;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        fixture = new PluginFixture(directory);
        workshop = fixture.workshop();
    }

    @Test
    void aJarOfWhichTheEndIsMissing() throws Exception {
        Path jar = fixture.simple("acme.hello", "hello.jar");
        byte[] bytes = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));

        assertEquals(
                "hello.jar (plugins/hello.jar): cannot be read (zip END header not found); build or copy it again",
                fixture.problem());
    }

    @Test
    void anEmptyFile() throws Exception {
        Files.createFile(fixture.plugins().resolve("hello.jar"));

        assertEquals(
                "hello.jar (plugins/hello.jar): cannot be read (zip file is empty); build or copy it again",
                fixture.problem());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 20, 60})
    void aDescriptorOfWhichTheEndIsMissing(int length) throws Exception {
        PluginWorkshop.Plugin plugin = workshop.simple("acme.hello");
        workshop.compile(plugin);
        Path jar = workshop.jar(plugin, fixture.plugins().resolve("hello.jar"));
        cut(plugin.classes().resolve("module-info.class"), length);
        workshop.replace(jar, plugin.classes().resolve("module-info.class"), "module-info.class");

        assertEquals(
                "hello.jar (plugins/hello.jar): cannot be read (Truncated module-info.class); build or copy it again",
                fixture.problem());
    }

    @Test
    void aClassOfWhichTheEndIsMissing() throws Exception {
        PluginWorkshop.Plugin plugin = workshop.simple("acme.hello");
        workshop.compile(plugin);
        cut(plugin.classes().resolve("acme/hello/Plugin.class"), 50);
        workshop.jar(plugin, fixture.plugins().resolve("hello.jar"));

        assertEquals(
                "acme.hello (plugins/hello.jar): has a damaged class (Truncated class file); build or copy it again",
                fixture.problem());
    }

    private static void cut(Path file, int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }

    @Test
    void aClassThatIsMissing() throws Exception {
        Path jar = fixture.simple("acme.hello", "hello.jar");
        workshop.remove(jar, "acme/hello/Plugin.class");

        assertEquals(
                "acme.hello (plugins/hello.jar): its command module cannot be created"
                        + " (java.util.ServiceConfigurationError: dev.mortise.api.CommandModule: Provider"
                        + " acme.hello.Plugin not found); build or copy it again: the class is not there, or cannot be"
                        + " read",
                fixture.problem());
    }

    @Nested
    class Signed {

        private static final String REMEDY =
                "; get it from where it comes from; if it is you who has changed it, sign it again";

        private Path jar;

        @BeforeEach
        void aSignedJar() throws Exception {
            jar = fixture.simple("acme.hello", "hello.jar");
            workshop.sign(jar);
            assertEquals(1, fixture.load().size());
        }

        private void replace(String inModule, String inClass, String file) throws IOException {
            PluginWorkshop.Plugin other = workshop.simple("acme.hello", inModule, inClass);
            workshop.compile(other);
            workshop.replace(jar, other.classes().resolve(file), file);
        }

        /** Java throws a SecurityException here, and says nowhere that it might. */
        @Test
        void withAnotherDescriptor() throws Exception {
            replace("requires java.logging;", "", "module-info.class");

            assertEquals(
                    "hello.jar (plugins/hello.jar): was changed after it was signed (SHA-256 digest error for"
                            + " module-info.class)" + REMEDY,
                    fixture.problem());
        }

        @Test
        void withAnotherClass() throws Exception {
            replace("", "int changed;", "acme/hello/Plugin.class");

            assertEquals(
                    "acme.hello (plugins/hello.jar): was changed after it was signed (SHA-256 digest error for"
                            + " acme/hello/Plugin.class)" + REMEDY,
                    fixture.problem());
        }
    }

    @Test
    void modulesThatNeedEachOther() throws Exception {
        PluginWorkshop.Plugin stub = workshop.empty().with("module-info.java", "module acme.second {}");
        workshop.compile(stub);
        Path stubJar = workshop.jar(stub, directory.resolve("elsewhere/stub.jar"));
        Path first = fixture.simple("acme.first", "requires acme.second;", "", "both/first.jar", stubJar);
        PluginWorkshop.Plugin second =
                workshop.empty().with("module-info.java", "module acme.second { requires acme.first; }");
        // javac would notice the circle: the second is compiled against a first that knows nothing of it.
        PluginWorkshop.Plugin other = workshop.empty().with("module-info.java", "module acme.first {}");
        workshop.compile(other);
        workshop.compile(second, workshop.jar(other, directory.resolve("elsewhere/other.jar")));
        workshop.jar(second, first.resolveSibling("second.jar"));

        String problem = fixture.problem();

        assertTrue(
                problem.startsWith(
                        "acme.first (plugins/both): has modules that need each other in a circle (Cycle detected:"),
                problem);
        assertTrue(problem.endsWith("; ask its author for a build without"), problem);
    }

    @Test
    void aPackageThatOneOfItsLibrariesExportsToo() throws Exception {
        Path innocent = fixture.library("acme.library", "acme.other", "x", directory.resolve("elsewhere/library.jar"));
        fixture.simple("acme.split", "requires acme.library;", "", "split/plugin.jar", innocent);
        fixture.library("acme.library", "acme.split", "x", fixture.plugins().resolve("split/library.jar"));

        String problem = fixture.problem();

        assertTrue(
                problem.startsWith("acme.split (plugins/split): has a package that is in two of its modules ("),
                problem);
        assertTrue(problem.endsWith("; rename the package in one of them, or merge the two"), problem);
    }

    @Test
    void aPackageThatIsInTwoOfItsLibraries() throws Exception {
        Path one = fixture.library("acme.one", "util", "x", fixture.plugins().resolve("twice/one.jar"));
        PluginWorkshop.Plugin concealed = workshop.empty()
                .with("module-info.java", "module acme.two {}")
                .with("util/Other.java", "package util; class Other {}");
        workshop.compile(concealed);
        Path two = workshop.jar(concealed, fixture.plugins().resolve("twice/two.jar"));
        fixture.simple("acme.twice", "requires acme.one; requires acme.two;", "", "twice/plugin.jar", one, two);

        String problem = fixture.problem();

        assertTrue(
                problem.startsWith("acme.twice (plugins/twice): its jars do not go together (Package util in"),
                problem);
        assertTrue(problem.endsWith("; merge the jars that share a package, or drop one"), problem);
    }

    /** As a compiler of the future writes them: nothing but the number of the format is different. */
    private void makeNewer(PluginWorkshop.Plugin plugin, String classFile) throws IOException {
        Path file = plugin.classes().resolve(classFile);
        byte[] bytes = Files.readAllBytes(file);
        bytes[CLASS_FILE_MAJOR] = (byte) JAVA_99;
        Files.write(file, bytes);
    }

    private String newerThanThis() {
        int own = Runtime.version().feature();
        return "was compiled for Java 99, and the server runs on Java " + own + "; use a build of the plugin for Java "
                + own;
    }

    @Test
    void aDescriptorForANewerJava() throws Exception {
        PluginWorkshop.Plugin plugin = workshop.simple("acme.hello");
        workshop.compile(plugin);
        // The tool that packs jars reads the descriptor, and is of this Java.
        Path jar = workshop.jar(plugin, fixture.plugins().resolve("hello.jar"));
        makeNewer(plugin, "module-info.class");
        workshop.replace(jar, plugin.classes().resolve("module-info.class"), "module-info.class");

        assertEquals("hello.jar (plugins/hello.jar): " + newerThanThis(), fixture.problem());
    }

    @Test
    void aClassForANewerJava() throws Exception {
        PluginWorkshop.Plugin plugin = workshop.simple("acme.hello");
        workshop.compile(plugin);
        makeNewer(plugin, "acme/hello/Plugin.class");
        workshop.jar(plugin, fixture.plugins().resolve("hello.jar"));

        assertEquals("acme.hello (plugins/hello.jar): " + newerThanThis(), fixture.problem());
    }

    /** An image of Java has the modules it was made with, and no others: the message lists them. */
    @Test
    void aPluginThatNeedsAModuleOfJavaThatIsNotThere() throws Exception {
        PluginWorkshop.Plugin stub = workshop.empty().with("module-info.java", "module java.imaginary {}");
        workshop.compile(stub);
        Path stubJar = workshop.jar(stub, directory.resolve("elsewhere/stub.jar"));
        fixture.simple("acme.sql", "requires java.imaginary;", "", "sql.jar", stubJar);

        String problem = fixture.problem();

        assertTrue(
                problem.startsWith(
                        "acme.sql (plugins/sql.jar): needs the module java.imaginary, which is not there; run"
                                + " the server on a JDK that has it; this one has java.base, "),
                problem);
    }
}
