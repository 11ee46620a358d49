package dev.mortise.integration.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes that the modules of this project were compiled to. */
final class ClassFiles {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TARGET = Path.of(System.getProperty("mortise.target"));

    private ClassFiles() {}

    /** {@return directories with sources that were not compiled; a build of some modules leaves others out} */
    static List<Path> missing() {
        return modules()
                .flatMap(module -> Stream.of("main", "test")
                        .filter(kind -> Files.isDirectory(
                                module.resolve("src").resolve(kind).resolve("java")))
                        .map(kind -> classes(module, kind)))
                .filter(directory -> !Files.isDirectory(directory))
                .toList();
    }

    /** {@return the classes of the API} */
    static List<ClassModel> api() {
        return in(ROOT.resolve("server-api"), "main").stream()
                .filter(type -> !type.thisClass().asInternalName().contains("/internal/"))
                .toList();
    }

    /** {@return what comes with the server and is written on the API, and the examples} */
    static List<ClassModel> modulesAndExamples() {
        return modules()
                .filter(ClassFiles::isPlugin)
                .flatMap(module -> in(module, "main").stream())
                .toList();
    }

    /** {@return the server itself, and the API's own classes} */
    static List<ClassModel> host() {
        return Stream.of("server-runtime", "server-api")
                .flatMap(module -> in(ROOT.resolve(module), "main").stream())
                .toList();
    }

    /** {@return all tests, and what they are made with} */
    static List<ClassModel> tests() {
        return Stream.concat(
                        modules().flatMap(module -> in(module, "test").stream()),
                        in(ROOT.resolve("server-testkit"), "main").stream())
                .toList();
    }

    private static boolean isPlugin(Path module) {
        String name = String.valueOf(module.getFileName());
        return name.startsWith("commands-")
                || name.equals("persistence-plugin")
                || ROOT.resolve("examples").equals(module.getParent());
    }

    /** All but the benchmarks, which are no tests, and are compiled later than these. */
    private static Stream<Path> modules() {
        return Stream.of(ROOT, ROOT.resolve("examples"))
                .flatMap(directory -> entries(directory).stream())
                .filter(directory -> Files.exists(directory.resolve("pom.xml")))
                .filter(directory -> !directory.endsWith("benchmarks"));
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classes(Path module, String kind) {
        return module.resolve(TARGET).resolve(kind.equals("main") ? "classes" : "test-classes");
    }

    private static List<ClassModel> in(Path module, String kind) {
        Path directory = classes(module, kind);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .map(ClassFiles::parsed)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassModel parsed(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
