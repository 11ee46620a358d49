package dev.mortise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever reads the API sees of each part of it how long it will stay; the class files say so to tools. */
class StabilityTest {

    private static final Pattern TYPE = Pattern.compile("Ldev/mortise/api/(\\w+)[;<$]");
    private static final Pattern COMPARED = Pattern.compile("<include>dev\\.mortise\\.api\\.([^<]+)</include>");

    /** Public types by name, those within others as {@code Outer$Inner}. */
    private final Map<String, ClassModel> types = publicTypes();

    private static Map<String, ClassModel> publicTypes() {
        Map<String, ClassModel> types = new TreeMap<>();
        try {
            Path directory = Path.of(CommandModule.class
                            .getResource("CommandModule.class")
                            .toURI())
                    .getParent();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    ClassModel type = ClassFile.of().parse(file);
                    if (isPublic(type)) {
                        String name = String.valueOf(file.getFileName());
                        types.put(name.substring(0, name.length() - ".class".length()), type);
                    }
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
        return types;
    }

    /** Of a type within another the flags that count are in the list of such types. */
    private static boolean isPublic(ClassModel type) {
        return type.findAttribute(Attributes.innerClasses())
                .flatMap(list -> list.classes().stream()
                        .filter(inner -> inner.innerClass().equals(type.thisClass()))
                        .findAny())
                .map(inner -> inner.has(AccessFlag.PUBLIC))
                .orElse(type.flags().has(AccessFlag.PUBLIC));
    }

    private static Set<String> markers(AttributedElement element) {
        return element.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .map(annotation -> annotation.classSymbol().displayName())
                .filter(Set.of("Stable", "Preview")::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isMarked(String type, String marker) {
        ClassModel found = types.get(type);
        return found != null && markers(found).contains(marker);
    }

    @Test
    void everyTypeIsMarkedOnce() {
        List<String> unmarked = types.entrySet().stream()
                .filter(type -> !type.getKey().contains("$"))
                .filter(type -> markers(type.getValue()).size() != 1)
                .map(Map.Entry::getKey)
                .toList();

        assertTrue(types.size() > 50, types.keySet().toString());
        assertEquals(List.of(), unmarked, "mark each of these @Stable or @Preview, and not both");
    }

    /** What is kept cannot be made of what may go. */
    @Test
    void whatMentionsAPreviewIsOne() {
        List<String> unmarked = new ArrayList<>();
        types.forEach((name, type) -> {
            String outermost = name.replaceFirst("\\$.*", "");
            if (isMarked(outermost, "Stable")) {
                for (MethodModel method : type.methods()) {
                    if (method.flags().has(AccessFlag.PUBLIC)
                            && mentionsPreview(method)
                            && !markers(method).contains("Preview")) {
                        unmarked.add(name + "." + method.methodName().stringValue());
                    }
                }
            }
        });

        assertEquals(List.of(), unmarked, "mark each of these @Preview, or what it mentions @Stable");
    }

    private boolean mentionsPreview(MethodModel method) {
        String generic = method.findAttribute(Attributes.signature())
                .map(signature -> signature.signature().stringValue())
                .orElse("");
        return TYPE.matcher(method.methodType().stringValue() + generic)
                .results()
                .map((MatchResult mention) -> mention.group(1))
                .anyMatch(mentioned -> isMarked(mentioned, "Preview"));
    }

    /** Interfaces that are not sealed may be implemented by anybody: for these releases are compared more strictly. */
    @Test
    void releasesAreComparedByWhoImplements() throws IOException {
        Set<String> implementedByPlugins = types.entrySet().stream()
                .filter(type -> type.getValue().flags().has(AccessFlag.INTERFACE))
                .filter(type -> !type.getValue().flags().has(AccessFlag.ANNOTATION))
                .filter(type -> type.getValue()
                        .findAttribute(Attributes.permittedSubclasses())
                        .isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> compared = COMPARED.matcher(Files.readString(Path.of("..", "pom.xml")))
                .results()
                .map(include -> include.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(implementedByPlugins, compared, "the list in the parent's pom.xml");
    }
}
