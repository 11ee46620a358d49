package dev.mortise.integration.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing of the API is there for its own sake: each method is used by a module that comes with the server or by an
 * example, and by a test, be it a test of these. What nobody has used nobody knows to be right. The server itself uses
 * what plugins hand to it, such as specs, errors and interceptors.
 */
class ApiUseTest {

    /** What only tests use so far, by what it is there for. */
    private static final Map<String, Set<String>> USED_BY_TESTS_ALONE = Map.ofEntries(
            Map.entry(
                    "scripts, which turn answers into values of their own",
                    Set.of(
                            "CallResult.asBoolean()",
                            "CallResult.asDouble()",
                            "CallResult.asLong()",
                            "CallResult.elements()",
                            "CallResult.isNil()",
                            "CallResult.kind()",
                            "CommandRef.fullName()")),
            Map.entry("scripts, which answer what was called", Set.of("Request.call(CommandRef, Reply, Slice[])")),
            Map.entry(
                    "commands of streams, which wait for a change and not for a value",
                    Set.of("Request.blockOnChanges(int, long, Command)", "Request.waitOn()")),
            Map.entry("users with passwords of their own that are checked elsewhere", Set.of("Session.user(String)")),
            Map.entry(
                    "libraries that are told apart by a plugin; CLIENT LIST has the line as a whole",
                    Set.of("Session.libraryName()", "Session.libraryVersion()")),
            Map.entry(
                    "bodies that work without a pause in which they could be interrupted",
                    Set.of("AsyncScope.cancelled()")),
            Map.entry(
                    "figures of plugins that watch the server",
                    Set.of("Keyspace.expiring(int)", "LatencyMonitor.happened(String, long)", "Server.version()")),
            Map.entry(
                    "values of plugins with fractions, text and unsigned numbers in them",
                    Set.of(
                            "ValueInput.readDouble()",
                            "ValueInput.readFloat()",
                            "ValueInput.readString()",
                            "ValueInput.readUnsignedLong()",
                            "ValueOutput.writeDouble(double)",
                            "ValueOutput.writeFloat(float)",
                            "ValueOutput.writeString(String)")));

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
        Set<String> unused = members.unusedBy(ClassFiles.modulesAndExamples(), ClassFiles.host());
        Set<String> expected = new TreeSet<>();
        USED_BY_TESTS_ALONE.values().forEach(expected::addAll);
        Set<String> unexpected = new TreeSet<>(unused);
        unexpected.removeAll(expected);
        assertNone("no module and no example uses", unexpected);

        Set<String> outdated = new TreeSet<>(expected);
        outdated.removeAll(unused);
        assertNone("to be taken off the list, for it is used or gone:", outdated);
    }

    private static void assertNone(String what, Set<String> members) {
        assertTrue(members.isEmpty(), () -> what + "\n  " + String.join("\n  ", members));
    }
}
