package dev.mortise.integration.differential;

import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every script of {@code src/test/resources/differential}, in each protocol that it is for.
 *
 * <p>{@code -Dmortise.scripts=expire} runs those whose name contains the word.
 */
@Twins.Shared
class ScriptTest {

    @TestFactory
    Stream<DynamicTest> answersAsRedisDoes(Twins twins) throws IOException, URISyntaxException {
        String wanted = System.getProperty("mortise.scripts", "");
        return scripts().stream()
                .filter(script -> script.name().contains(wanted))
                .flatMap(script -> script.protocols().stream().map(protocol -> test(twins, script, protocol)));
    }

    private static DynamicTest test(Twins twins, Script script, int protocol) {
        return DynamicTest.dynamicTest(script.name() + ", RESP" + protocol, () -> {
            if (script.parameters().isEmpty()) {
                run(twins, script, protocol);
            } else {
                try (Twins own = Twins.start(script.parameters())) {
                    run(own, script, protocol);
                }
            }
        });
    }

    private static void run(Twins twins, Script script, int protocol) {
        script.needs().forEach(command -> requireCommand(twins, command));
        Difference.requireNone(new DifferentialRunner(twins).run(script, protocol));
    }

    private static void requireCommand(Twins twins, String command) {
        try (Wire wire = Wire.to(twins.subject())) {
            ReplyValue info = wire.ask("COMMAND INFO " + command).value();
            boolean known =
                    info instanceof ReplyValue.Array array && array.elements().getFirst() instanceof ReplyValue.Array;
            Assumptions.assumeTrue(known, "the server under test has no " + command + " yet");
        }
    }

    private static List<Script> scripts() throws IOException, URISyntaxException {
        URI folder = Objects.requireNonNull(ScriptTest.class.getResource("/differential"))
                .toURI();
        Path root = Path.of(folder);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".resp"))
                    .sorted()
                    .map(file -> script(root, file))
                    .toList();
        }
    }

    private static Script script(Path root, Path file) {
        try {
            return ScriptParser.parse(root.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
