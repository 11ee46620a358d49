package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what people read about parameters equal to what the server knows. After a change of {@link ParameterTable}, run
 * the tests once with {@code -Dmortise.pages=write}, and look at what has changed.
 */
class ConfigurationPagesTest {

    private static final Path PROJECT = project();
    private static final Path PAGE = PROJECT.resolve("docs/configuration.md");
    private static final Path FILE = PROJECT.resolve("distribution/src/package/conf/mortise.json");

    private static Path project() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/decisions"))) {
            directory = Objects.requireNonNull(directory.getParent(), "the tests run within the project");
        }
        return directory;
    }

    private static void check(Path file, String expected) throws IOException {
        if ("write".equals(System.getProperty("mortise.pages"))) {
            Files.writeString(file, expected);
        }
        assertEquals(expected, Files.readString(file), () -> file + " is out of date; see the comment of this test");
    }

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        check(PAGE, ConfigurationPages.markdown());
    }

    @Test
    void theDefaultFileSaysWhatTheTableSays() throws IOException {
        check(FILE, ConfigurationPages.json());
    }

    /** Operators' tools read the file too: to a stranger it is JSON with comments and commas at the end. */
    @Test
    void theDefaultFileIsJsonToOthersAsWell() {
        JsonMapper stranger = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
                .build();

        assertTrue(stranger.readTree(FILE.toFile()).isObject());
    }

    @Test
    void theDefaultFileChangesNothing() throws InvalidConfig {
        CommandLine parsed = CommandLine.parse("--config", FILE.toString());

        ServerConfig config = assertInstanceOf(CommandLine.Run.class, parsed).config();
        assertEquals(ServerConfig.defaults().texts(), config.texts());
    }

    @Test
    void everyLineOfTheDefaultFileIsWhatItShowsToBeTheDefault(@TempDir Path directory) throws Exception {
        // What depends on the machine is shown by an example.
        Set<String> examples = ParameterTable.all().stream()
                .filter(parameter -> !parameter.defaultInWords().isEmpty())
                .map(Parameter::name)
                .collect(Collectors.toSet());
        String everything = Files.readString(FILE).replace("//\"", "\"");
        Path file = Files.writeString(directory.resolve("conf.json"), everything);
        Files.createDirectory(directory.resolve("data"));

        CommandLine parsed = CommandLine.parse("--config", file.toString(), "--dir", directory.toString());

        ServerConfig config = assertInstanceOf(CommandLine.Run.class, parsed).config();
        for (Parameter<?> parameter : ParameterTable.all()) {
            if (!examples.contains(parameter.name())) {
                assertEquals(ServerConfig.defaults().text(parameter), config.text(parameter), parameter.name());
            }
        }
    }

    @Test
    void helpNamesEveryParameter() {
        String help = HelpText.text();

        for (Parameter<?> parameter : ParameterTable.all()) {
            assertTrue(help.contains("--" + parameter + " "), parameter.name());
        }
    }

    @Test
    void everyDeclaredParameterIsInASection() {
        long declared = Stream.of(ParameterTable.class, SnapshotParameters.class, CompactFormParameters.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getType() == Parameter.class && Modifier.isStatic(field.getModifiers()))
                .count();

        assertEquals(declared, ParameterTable.all().size());
    }

    @Test
    void everyDefaultIsAllowed() throws InvalidValue {
        for (Parameter<?> parameter : ParameterTable.all()) {
            assertDefaultIsAllowed(parameter);
        }
    }

    private static <T> void assertDefaultIsAllowed(Parameter<T> parameter) throws InvalidValue {
        String text = parameter.type().format(parameter.defaultValue());

        assertEquals(
                parameter.defaultValue(), parameter.type().parse(text, parameter.defaultValue()), parameter.name());
    }
}
