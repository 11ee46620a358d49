package dev.mortise.integration.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing of the API is there for its own sake: each method is used by a module that comes with the server or by an
 * example, and by a test, be it a test of these. What nobody has used nobody knows to be right. The server itself uses
 * what plugins hand to it, such as specs, errors and interceptors.
 */
class ApiUseTest {

    private final ApiMembers members = new ApiMembers(ClassFiles.api());

    /** An inner loop builds what it needs; a full build has everything, or this fails. */
    @BeforeAll
    static void needsAllModules() {
        List<Path> missing = ClassFiles.missing();
        boolean quick = Path.of(System.getProperty("mortise.target")).endsWith("quick");
        assumeTrue(!quick || missing.isEmpty(), () -> "not compiled: " + missing);
        assertEquals(List.of(), missing, "not compiled");
    }

    @Test
    void seesTheApiAndItsUsers() {
        assertTrue(
                members.all().size() > 300, () -> "found only " + members.all().size());
        assertTrue(ClassFiles.modulesAndExamples().size() > 100);
        assertTrue(ClassFiles.tests().size() > 100);
        Set<String> unused = members.unusedBy(List.of(), List.of());
        assertEquals(members.all().size(), unused.size());
        assertTrue(unused.contains("Session.user(String)"), "what nobody uses is found");
    }

    @Test
    void testsUseEveryMethod() {
        List<ClassModel> users = Stream.of(ClassFiles.tests(), ClassFiles.modulesAndExamples())
                .flatMap(List::stream)
                .toList();

        assertNone("no test uses", members.unusedBy(users, ClassFiles.host()));
    }

    @Test
    void modulesOrExamplesUseEveryMethod() {
        assertNone(
                "no module and no example uses", members.unusedBy(ClassFiles.modulesAndExamples(), ClassFiles.host()));
    }

    private static void assertNone(String what, Set<String> members) {
        assertTrue(members.isEmpty(), () -> what + "\n  " + String.join("\n  ", members));
    }
}
