package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Live;
import dev.mortise.api.Secret;
import dev.mortise.api.ServerError;
import dev.mortise.runtime.log.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleSettingsTest {

    private static final String ID = "acme.hello";

    @TempDir
    private Path directory;

    @SuppressWarnings("UnusedMethod") // constructors of records are called by reflection
    private record Config(String greeting, int limit, Store store) {
        Config {
            greeting = greeting == null ? "hello" : greeting;
            if (limit < 0) {
                throw new IllegalArgumentException("limit must not be\nnegative");
            }
        }
    }

    private record Store(long maxItems, @Secret String password) {}

    private record Vault(
            @Secret int code, @Secret String word, @Secret Store inner) {}

    private record Everything(
            boolean flag,
            @Nullable Boolean maybe,
            @Nullable Integer count,
            double factor,
            TimeUnit unit,
            List<String> words,
            Map<String, String> pairs) {}

    private record Strange(Thread thread) {}

    private Path file() {
        return directory.resolve("conf.json");
    }

    private LiveConfig start(String settings, String... more) throws Exception {
        Files.writeString(file(), settings);
        return again(more);
    }

    private LiveConfig again(String... more) throws InvalidConfig {
        List<String> words = new ArrayList<>(List.of("--config", file().toString()));
        words.addAll(List.of(more));
        LiveConfig config =
                new LiveConfig(((CommandLine.Run) CommandLine.parse(words.toArray(String[]::new))).config());
        config.settings().installed(Set.of(ID, "acme"));
        return config;
    }

    private LiveConfig with(String block, String... more) throws Exception {
        return start("{\"plugins\": {\"settings\": {\"acme.hello\": " + block + "}}}", more);
    }

    private List<String> mistakes(String block) throws Exception {
        LiveConfig config = with(block);
        return assertThrows(InvalidConfig.class, () -> config.settings().bind(ID, Config.class, true))
                .problems();
    }

    private static Map<String, String> changes(String... words) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            changes.put(words[i], words[i + 1]);
        }
        return changes;
    }

    private static String refusal(LiveConfig config, String... words) {
        return assertThrows(ServerError.class, () -> config.changeParameters(changes(words)))
                .text();
    }

    @Test
    void bindsAPrivateRecordWithRecordsInIt() throws Exception {
        LiveConfig config = with("{\"greeting\": \"hola\", \"limit\": 5, \"store\": {\"maxItems\": 100}}");

        Config bound = config.settings().bind(ID, Config.class, false).get();

        assertEquals("hola", bound.greeting());
        assertEquals(5, bound.limit());
        assertEquals(100, bound.store().maxItems());
        assertNull(bound.store().password());
    }

    @Test
    void whatIsLeftOutIsNullOrZeroAndTheConstructorKnowsBetter() throws Exception {
        Config bound = start("{}").settings().bind(ID, Config.class, false).get();

        assertEquals("hello", bound.greeting());
        assertEquals(0, bound.limit());
        assertEquals(0, bound.store().maxItems());
    }

    @Test
    void knowsTheTypesItSays() throws Exception {
        Everything bound =
                with("""
                {"flag": true, "maybe": "no", "count": 3, "factor": 2.5, "unit": "Seconds",
                 "words": ["a b", "c"], "pairs": {"x": "y", "z": 1}}""").settings().bind(ID, Everything.class, false).get();

        assertTrue(bound.flag());
        assertFalse(Boolean.TRUE.equals(bound.maybe()));
        assertEquals(3, bound.count());
        assertEquals(2.5, bound.factor());
        assertSame(TimeUnit.SECONDS, bound.unit());
        assertEquals(List.of("a b", "c"), bound.words());
        assertEquals(Map.of("x", "y", "z", "1"), bound.pairs());
    }

    @Test
    void refusesTypesThatItDoesNotSay() throws Exception {
        LiveConfig config = start("{}");

        assertEquals(
                "settings cannot be of the type java.lang.Thread",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> config.settings().bind(ID, Strange.class, false))
                        .getMessage());
    }

    @Test
    void isAskedOnce() throws Exception {
        LiveConfig config = start("{}");
        config.settings().bind(ID, Config.class, false);

        assertThrows(IllegalStateException.class, () -> config.settings().bind(ID, Config.class, true));
    }

    @Test
    void tellsAllMistakesAtOnceEachWithItsPlace() throws Exception {
        assertEquals(
                List.of(
                        "/plugins/settings/acme.hello/greting: unknown, did you mean greeting?",
                        "/plugins/settings/acme.hello/greeting: found a list; allowed is any text",
                        "/plugins/settings/acme.hello/limit: found 'many'; allowed is a whole number from -2147483648 to"
                                + " 2147483647",
                        "/plugins/settings/acme.hello/store/zzz: unknown",
                        "/plugins/settings/acme.hello/store/password: found an object; allowed is any text"),
                mistakes("""
                        {"greting": "hola", "greeting": ["a"], "limit": "many",
                         "store": {"zzz": 1, "password": {}}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"limit\": 2147483648} | /limit: found '2147483648'; allowed is a whole number from -2147483648 to"
                        + " 2147483647",
                "{\"limit\": -1} | : limit must not be negative",
                "{\"store\": 5} | /store: found '5'; allowed is an object"
            })
    void tellsWhatIsWrong(String block, String mistake) throws Exception {
        assertEquals(List.of("/plugins/settings/acme.hello" + mistake), mistakes(block));
    }

    @Test
    void theCommandLineWinsOverTheFile() throws Exception {
        LiveConfig config = with(
                "{\"greeting\": \"hola\", \"store\": {\"maxItems\": 1}}",
                "--set",
                "plugins.settings.acme.hello.greeting=good day = fine",
                "--plugins.settings.acme.hello.store.maxItems",
                "7");

        Config bound = config.settings().bind(ID, Config.class, true).get();

        assertEquals("good day = fine", bound.greeting());
        assertEquals(7, bound.store().maxItems());
    }

    @Test
    void membersOfOtherParametersAreSetInTheSameWay() throws Exception {
        LiveConfig config = start("{}", "--set", "plugins.override.GET=acme.fast", "--plugins.override.SET", "acme.x");

        assertEquals("GET=acme.fast SET=acme.x", config.parameters().get("plugins.override"));
    }

    @Test
    void settingsOfAModuleThatIsNotThereAreKeptInTheFile() throws Exception {
        LiveConfig config = start("{\"plugins\": {\"settings\": {\"acme.gone\": {\"x\": [1, {\"y\": 2}]}}}}");
        config.changeParameters(Map.of("timeout", "5"));

        config.settings().tellOfUnused(Set.of());
        config.rewriteFile();

        assertTrue(Files.readString(file()).contains("{\"acme.gone\": {\"x\": [1, {\"y\": 2}]}}"));
    }

    @Test
    void configShowsAndChangesThem() throws Exception {
        LiveConfig config = with("{\"limit\": 5}");
        Live<Config> live = config.settings().bind(ID, Config.class, true);
        Config before = live.get();

        config.changeParameters(changes("ACME.hello.Limit", "6", "acme.hello.store.maxItems", "9", "timeout", "3"));

        assertEquals("6", config.parameters().get("acme.hello.limit"));
        assertEquals("9", config.parameters().get("acme.hello.store.MAXITEMS"));
        assertEquals("hello", config.parameters().get("acme.hello.greeting"));
        assertEquals(6, live.get().limit());
        assertEquals(5, before.limit(), "a record that was got stays as it is");
    }

    @Test
    void aChangeIsForAllOrNone() throws Exception {
        LiveConfig config = with("{\"limit\": 5}");
        config.settings().bind(ID, Config.class, true);

        assertEquals(
                "CONFIG SET failed (possibly related to argument 'acme.hello.limit') - limit must not be negative",
                refusal(config, "timeout", "7", "acme.hello.limit", "-1"));
        assertEquals(
                "CONFIG SET failed (possibly related to argument 'acme.hello.limit') - argument couldn't be parsed into"
                        + " an integer",
                refusal(config, "acme.hello.limit", "x"));
        assertEquals(
                "CONFIG SET failed (possibly related to argument 'hz') - argument couldn't be parsed into an integer",
                refusal(config, "acme.hello.limit", "6", "hz", "x"));
        assertEquals(
                "CONFIG SET failed (possibly related to argument 'ACME.HELLO.LIMIT') - duplicate parameter",
                refusal(config, "acme.hello.limit", "6", "ACME.HELLO.LIMIT", "7"));
        assertEquals(
                "Unknown option or number of arguments for CONFIG SET - 'acme.hello.nothing'",
                refusal(config, "acme.hello.nothing", "6"));
        assertEquals("5", config.parameters().get("acme.hello.limit"));
        assertEquals("0", config.parameters().get("timeout"));
    }

    @Test
    void fixedOnesAreShownAndNotChanged() throws Exception {
        LiveConfig config = with("{\"limit\": 5}");
        config.settings().bind(ID, Config.class, false);

        assertEquals("5", config.parameters().get("acme.hello.limit"));
        assertEquals(
                "CONFIG SET failed (possibly related to argument 'acme.hello.limit') - can't set immutable config",
                refusal(config, "acme.hello.limit", "6"));
    }

    @Test
    void aListenerSeesBothRecordsAndMayRefuse() throws Exception {
        LiveConfig config = with("{\"limit\": 5}");
        List<String> told = new ArrayList<>();
        Live<Config> live = config.settings().bind(ID, Config.class, true);
        live.onChange((before, after) -> {
            told.add(before.limit() + " to " + after.limit() + ", at "
                    + live.get().limit());
            if (after.limit() > 10) {
                throw new IllegalStateException("no more than ten");
            }
        });

        config.changeParameters(Map.of("acme.hello.limit", "10"));
        assertEquals(
                "CONFIG SET failed (possibly related to argument 'acme.hello.limit') - no more than ten",
                refusal(config, "timeout", "9", "acme.hello.limit", "11"));

        assertEquals(List.of("5 to 10, at 5", "10 to 11, at 10"), told);
        assertEquals(10, live.get().limit());
        assertEquals("0", config.parameters().get("timeout"));
    }

    @Test
    void whoAgreedIsToldWhenAnotherRefuses() throws Exception {
        LiveConfig config = with("{\"limit\": 5}");
        List<String> told = new ArrayList<>();
        config.settings()
                .bind(ID, Config.class, true)
                .onChange((before, after) -> told.add(before.limit() + " to " + after.limit()));
        config.settings().bind("acme", Config.class, true).onChange((_, _) -> {
            throw new IllegalStateException("never");
        });

        refusal(config, "acme.hello.limit", "6", "acme.limit", "1");

        assertEquals(List.of("5 to 6", "6 to 5"), told);
    }

    @Test
    void secretsAreKnownByName() throws Exception {
        LiveConfig config = with("{}");
        config.settings().bind(ID, Config.class, true);

        assertTrue(config.settings().isSecret("Acme.Hello.Store.Password"));
        assertFalse(config.settings().isSecret("acme.hello.limit"));
        assertFalse(config.settings().isSecret("acme.hello"));
    }

    /** Who may send CONFIG GET may know it; logs and errors are read by others. */
    @Test
    void secretsAreInNoErrorAndShownByConfigGetAlone() throws Exception {
        LiveConfig config = with("{\"code\": 7, \"word\": \"hunter2\"}");
        config.settings().bind(ID, Vault.class, true);

        assertEquals("hunter2", config.parameters().get("acme.hello.word"));
        String refusal = refusal(config, "acme.hello.code", "hunter3");
        assertTrue(refusal.contains("acme.hello.code"), refusal);
        assertFalse(refusal.contains("hunter"), refusal);
        assertEquals("7", config.parameters().get("acme.hello.code"));
    }

    @ParameterizedTest
    @CsvSource({"code, '\"hunter2\"'", "code, '[\"hunter2\"]'", "word, '[\"hunter2\"]'", "inner, '\"hunter2\"'"})
    void secretsAreInNoErrorAtTheStart(String name, String value) throws Exception {
        LiveConfig config = with("{\"" + name + "\": " + value + "}");

        List<String> problems = assertThrows(
                        InvalidConfig.class, () -> config.settings().bind(ID, Vault.class, true))
                .problems();

        assertEquals(1, problems.size());
        assertTrue(
                problems.getFirst().startsWith("/plugins/settings/acme.hello/" + name + ": found a "),
                problems::toString);
        assertFalse(problems.getFirst().contains("hunter"), problems::toString);
    }

    @Test
    void settingsThatNobodyTakesAreWarnedOfWithoutTheirValues() throws Exception {
        LiveConfig config = start(
                "{\"plugins\": {\"settings\": {\"acme.gone\": {\"word\": \"hunter2\"}, \"acme.late\": {\"x\": 1},"
                        + " \"acme.hello\": {\"limit\": 1}, \"acme\": {\"x\": 1}}}}",
                "--set",
                "plugins.settings.other.word=hunter2");
        config.settings().bind(ID, Config.class, true);

        try (CapturedLog log = new CapturedLog(directory)) {
            config.settings().tellOfUnused(List.of("acme.late"));

            assertEquals(
                    List.of(
                            "/plugins/settings/acme: the module takes no settings; the settings are kept, and not used",
                            "/plugins/settings/acme.gone: there is no such module; the settings are kept, and not used"),
                    log.linesFrom("/plugins/settings"));
            assertEquals(
                    List.of(
                            "--plugins.settings.other.word: there is no such module; the settings are kept, and not used"),
                    log.linesFrom("--plugins.settings"));
            assertFalse(log.text().contains("hunter"), log.text());
        }
    }

    @Test
    void rewritingChangesWhatDiffersAndKeepsTheRest() throws Exception {
        LiveConfig config = start("""
                {
                  "plugins": {
                    "settings": {
                      "acme.gone": {"x": 1},
                      // Ours.
                      "acme.hello": {
                        "limit": 5 // few
                      }
                    }
                  }
                }
                """);
        config.settings().bind(ID, Config.class, true);
        config.changeParameters(changes(
                "acme.hello.limit", "6", "acme.hello.greeting", "good \"day\"", "acme.hello.store.maxitems", "9"));

        config.rewriteFile();

        assertEquals("""
                {
                  "plugins": {
                    "settings": {
                      "acme.gone": {"x": 1},
                      // Ours.
                      "acme.hello": {
                        "limit": 6, // few
                        "greeting": "good \\"day\\"",
                        "store": {"maxItems": 9}
                      }
                    }
                  }
                }
                """, Files.readString(file()));
        assertEquals(
                "good \"day\"",
                again().settings().bind(ID, Config.class, true).get().greeting());
    }

    @Test
    void rewritingMakesTheGroupsThatAreMissing() throws Exception {
        LiveConfig config = start("{\n}\n", "--set", "plugins.settings.acme.hello.limit=6", "--plugins.strict", "no");
        config.settings().bind(ID, Config.class, true);

        config.rewriteFile();

        assertEquals(6, again().settings().bind(ID, Config.class, true).get().limit());
        assertEquals(1, Files.readString(file()).split("\"plugins\"", -1).length - 1);
    }
}
