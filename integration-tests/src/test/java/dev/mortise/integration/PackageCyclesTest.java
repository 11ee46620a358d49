package dev.mortise.integration;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the runtime have doors in one direction: no package of it depends on one that depends on it.
 *
 * <p>A cycle means that two packages are one, or that a third is missing. Modules cannot have cycles; packages can, and
 * nobody notices the first.
 */
class PackageCyclesTest {

    private final JavaClasses runtime = classesOf("server-runtime");

    @Test
    void seesTheClassesItJudges() {
        assertTrue(runtime.size() > 50, () -> "found only " + runtime.size());
    }

    @Test
    void packagesOfTheRuntimeFormNoCycle() {
        slices().matching("dev.mortise.runtime.(*)..").should().beFreeOfCycles().check(runtime);
    }

    private static JavaClasses classesOf(String artifact) {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("mortise.lib")))) {
            List<JarFile> found = jars.filter(
                            jar -> jar.getFileName().toString().startsWith(artifact))
                    .map(PackageCyclesTest::open)
                    .toList();
            return new ClassFileImporter().importJars(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JarFile open(Path jar) {
        try {
            return new JarFile(jar.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
