package dev.mortise.testkit.junit;

import dev.mortise.api.CommandModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin uses of the API that may still change: what its class files name, and the API has marked as {@link
 * dev.mortise.api.Preview}.
 *
 * <p>A type that is marked is told by its name, a member of one that is not as {@code Request.call}. Methods count when
 * they are called, referred to or overridden.
 */
final class Previews {

    private static final String MARK = "Ldev/mortise/api/Preview;";
    private static final String PACKAGE = "dev/mortise/api/";
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L(" + PACKAGE + "[\\w$]+);");

    /** By internal names; those that are not of the API are absent. */
    private final Map<String, Optional<ClassModel>> api = new HashMap<>();

    private final SortedSet<String> used = new TreeSet<>();

    private Previews() {}

    /** {@return what the classes use that are where a module's is: in its jar, or its directory} */
    static SortedSet<String> usedBesides(Class<? extends CommandModule> module) {
        CodeSource source = module.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? new TreeSet<>()
                    : usedIn(Path.of(source.getLocation().toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedSet<String> usedIn(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return usedBelow(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
            return usedBelow(jar.getPath("/"));
        }
    }

    private static SortedSet<String> usedBelow(Path root) throws IOException {
        Previews previews = new Previews();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                previews.look(Files.readAllBytes(file));
            }
        }
        return previews.used;
    }

    /** {@return what a class uses} */
    static SortedSet<String> usedBy(byte[] classFile) {
        Previews previews = new Previews();
        previews.look(classFile);
        return previews.used;
    }

    private void look(byte[] classFile) {
        ClassModel using = ClassFile.of().parse(classFile);
        for (PoolEntry entry : using.constantPool()) {
            switch (entry) {
                case ClassEntry named -> tellOfType(named.asInternalName());
                case Utf8Entry text ->
                    IN_DESCRIPTOR.matcher(text.stringValue()).results().forEach(type -> tellOfType(type.group(1)));
                case MemberRefEntry member ->
                    tellOfMember(
                            member.owner().asInternalName(),
                            member.name().stringValue(),
                            member.type().stringValue());
                default -> {}
            }
        }
        for (ClassEntry implemented : using.interfaces()) {
            for (MethodModel method : using.methods()) {
                tellOfMember(
                        implemented.asInternalName(),
                        method.methodName().stringValue(),
                        method.methodType().stringValue());
            }
        }
    }

    private void tellOfType(String name) {
        for (String outer = name; !outer.isEmpty(); outer = outer.substring(0, Math.max(0, outer.lastIndexOf('$')))) {
            ClassModel type = inApi(outer);
            if (type != null && isMarked(type.findAttribute(Attributes.runtimeInvisibleAnnotations()))) {
                used.add(shown(outer));
            }
        }
    }

    private void tellOfMember(String owner, String name, String descriptor) {
        ClassModel type = inApi(owner);
        if (type == null) {
            return;
        }
        boolean marked = Stream.concat(
                        type.methods().stream()
                                .filter(method -> method.methodName().equalsString(name)
                                        && method.methodType().equalsString(descriptor))
                                .map(method -> method.findAttribute(Attributes.runtimeInvisibleAnnotations())),
                        type.fields().stream()
                                .filter(field -> field.fieldName().equalsString(name))
                                .map(field -> field.findAttribute(Attributes.runtimeInvisibleAnnotations())))
                .anyMatch(Previews::isMarked);
        if (marked) {
            used.add(shown(owner) + "." + name);
        }
    }

    private static boolean isMarked(Optional<RuntimeInvisibleAnnotationsAttribute> annotations) {
        return annotations.stream()
                .flatMap(all -> all.annotations().stream())
                .anyMatch(annotation -> annotation.className().equalsString(MARK));
    }

    private @Nullable ClassModel inApi(String name) {
        return api.computeIfAbsent(name, Previews::read).orElse(null);
    }

    private static Optional<ClassModel> read(String name) {
        if (!name.startsWith(PACKAGE)) {
            return Optional.empty();
        }
        try (InputStream in = CommandModule.class.getResourceAsStream("/" + name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(ClassFile.of().parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(String name) {
        return name.substring(PACKAGE.length()).replace('$', '.');
    }
}
