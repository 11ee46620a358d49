package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.api.ServerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRewriteTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("conf.json");
    }

    /** {@return what the file says after the server was started with it, configured and asked to rewrite it} */
    private String rewritten(String text, String... changes) throws Exception {
        Files.writeString(file(), text);
        LiveConfig config = start();
        for (int i = 0; i < changes.length; i += 2) {
            config.changeParameters(Map.of(changes[i], changes[i + 1]));
        }
        config.rewriteFile();
        assertEquals(config.parameters(), start().parameters(), "the next start finds what was written");
        return Files.readString(file());
    }

    private LiveConfig start(String... more) throws InvalidConfig {
        List<String> words = new ArrayList<>(List.of("--config", file().toString()));
        words.addAll(List.of(more));
        return new LiveConfig(((CommandLine.Run) CommandLine.parse(words.toArray(String[]::new))).config());
    }

    private static String error(LiveConfig config) {
        ServerError error = assertThrows(ServerError.class, config::rewriteFile);
        return error.code() + " " + error.text();
    }

    @Test
    void changesAValueWhereItStands() throws Exception {
        assertEquals("""
                // Ours.
                {
                  "port": 7000, // the usual one
                  /* seconds */ "timeout" : 60,
                  "maxclients": 20
                }
                """, rewritten("""
                // Ours.
                {
                  "port": 7000, // the usual one
                  /* seconds */ "timeout" : 5,
                  "maxclients": 20
                }
                """, "timeout", "60"));
    }

    @Test
    void changesNothingIfNothingChanged() throws Exception {
        String text = "{ \"timeout\" :5,\t\"proto-max-bulk-len\": \"1gb\" , }";

        assertEquals(text, rewritten(text, "timeout", "7", "timeout", "5", "proto-max-bulk-len", "1073741824"));
    }

    @Test
    void keepsTheFormOfAValue() throws Exception {
        assertEquals(
                """
                {
                  "proto-max-bulk-len": "2097152",
                  "client-query-buffer-limit": 2097152,
                  "protected-mode": false,
                  "latency-tracking": "no",
                  "latency-tracking-info-percentiles": [1, 2.5],
                  "requirepass": "a\\"b\\\\c\\n\\u0001ü"
                }
                """,
                rewritten(
                        """
                {
                  "proto-max-bulk-len": "1mb",
                  "client-query-buffer-limit": 1048576,
                  "protected-mode": true,
                  "latency-tracking": "yes",
                  "latency-tracking-info-percentiles": [50],
                  "requirepass": "old"
                }
                """,
                        "proto-max-bulk-len",
                        "2mb",
                        "client-query-buffer-limit",
                        "2mb",
                        "protected-mode",
                        "no",
                        "latency-tracking",
                        "no",
                        "latency-tracking-info-percentiles",
                        "1 2.5",
                        "requirepass",
                        "a\"b\\c\n\u0001ü"));
    }

    @Test
    void addsWhatIsNotThereAfterTheLastMember() throws Exception {
        assertEquals("""
                {
                    "port": 7000, // the usual one
                    "maxclients": 20
                }
                """, rewritten("""
                {
                    "port": 7000 // the usual one
                }
                """, "maxclients", "20"));
    }

    @Test
    void mindsACommaThatIsThere() throws Exception {
        assertEquals("""
                {
                  "port": 7000, /* , */
                  "hz": 20,
                  "loglevel": "debug"
                }
                """, rewritten("""
                {
                  "port": 7000, /* , */
                }
                """, "hz", "20", "loglevel", "debug"));
    }

    @Test
    void addsToAnObjectOfComments() throws Exception {
        assertEquals("""
                {
                  //"port": 6379
                  "timeout": 9
                }
                """, rewritten("""
                {
                  //"port": 6379
                }
                """, "timeout", "9"));
    }

    @Test
    void addsToOneLine() throws Exception {
        assertEquals("{\"port\": 7000, \"timeout\": 9}", rewritten("{\"port\": 7000}", "timeout", "9"));
        assertEquals("{\n  \"timeout\": 9\n}", rewritten("{}", "timeout", "9"));
    }

    @Test
    void writesWhatTheCommandLineSaid() throws Exception {
        Files.writeString(file(), """
                {
                  "port": 7000,
                  "plugins": {
                    "disabled": []
                  }
                }
                """);

        start("--port", "7001", "--plugins.strict", "no", "--plugins.disabled", "a", "b")
                .rewriteFile();

        assertEquals("""
                {
                  "port": 7001,
                  "plugins": {
                    "disabled": ["a", "b"],
                    "strict": false
                  }
                }
                """, Files.readString(file()));
    }

    @Test
    void makesAGroupThatIsNotThere() throws Exception {
        Files.writeString(file(), "{\n}\n");

        start("--plugins.strict", "no", "--plugins.override", "GET=acme.fast").rewriteFile();

        assertEquals("""
                {
                  "plugins": {"strict": false, "override": "GET=acme.fast"}
                }
                """, Files.readString(file()));
    }

    @Test
    void needsAFile() {
        assertEquals("ERR The server is running without a config file", error(new LiveConfig(ServerConfig.defaults())));
    }

    @Test
    void makesTheFileAgainIfItIsGone() throws Exception {
        Files.writeString(file(), "{}");
        LiveConfig config = start();
        config.changeParameters(Map.of("timeout", "5"));
        Files.delete(file());

        config.rewriteFile();

        assertEquals("{\n  \"timeout\": 5\n}\n", Files.readString(file()));
    }

    @Test
    void leavesAFileWithMistakesAlone() throws Exception {
        Files.writeString(file(), "{}");
        LiveConfig config = start();
        config.changeParameters(Map.of("timeout", "5"));
        Files.writeString(file(), "{\"timeuot\": 5}");

        assertEquals(
                "ERR Rewriting config file: " + file() + ": /timeuot: unknown, did you mean /timeout?", error(config));
        assertEquals("{\"timeuot\": 5}", Files.readString(file()));
    }

    @Test
    void saysWhatTheSystemSays() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        Path file = Files.writeString(gone.resolve("conf.json"), "{}");
        LiveConfig config = new LiveConfig(((CommandLine.Run) CommandLine.parse("--config", file.toString())).config());
        Files.delete(file);
        Files.delete(gone);

        assertEquals("ERR Rewriting config file: No such file or directory", error(config));
    }

    @Test
    void aFullDiskLeavesTheFileWhole() throws Exception {
        Files.writeString(file(), "{\"timeout\": 5}");
        ServerConfig changed = start().current().with(ParameterTable.TIMEOUT, 6L);
        ConfigRewrite rewrite = new ConfigRewrite(new AtomicFile(step -> {
            if (step == AtomicFile.Step.WRITE) {
                throw new IOException("No space left on device");
            }
        }));

        ServerError error = assertThrows(ServerError.class, () -> rewrite.rewrite(changed, ModuleSettings.of(changed)));

        assertEquals("Rewriting config file: No space left on device", error.text());
        assertEquals("{\"timeout\": 5}", Files.readString(file()));
    }

    /** Whatever it looks like: what was written is read as it was meant, and what was not changed is still there. */
    @Test
    void anyFileIsStillTheSameAfterwards() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String text = randomFile(random);
            String[] changes = randomChanges(random);

            String result;
            try {
                result = rewritten(text, changes);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
            for (String comment : List.of("// one, {\n", "/* two } */")) {
                assertEquals(text.contains(comment), result.contains(comment), "seed " + seed + ": " + result);
            }
            assertFalse(result.contains(",,"), result);
        }
    }

    private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("timeout", List.of("0", "5", "60"));
        VALUES.put("maxclients", List.of("100", "10000"));
        VALUES.put("protected-mode", List.of("yes", "no"));
        VALUES.put("requirepass", List.of("", "x", "a \"b\" // {c}", "ü\\"));
        VALUES.put("loglevel", List.of("debug", "notice"));
        VALUES.put("latency-tracking-info-percentiles", List.of("", "50", "1 99.9"));
    }

    private static String randomFile(SplittableRandom random) {
        StringBuilder text = new StringBuilder(space(random)).append('{').append(space(random));
        List<String> names = new ArrayList<>(VALUES.keySet());
        int members = random.nextInt(names.size() + 1);
        for (int i = 0; i < members; i++) {
            String name = names.remove(random.nextInt(names.size()));
            List<String> values = VALUES.getOrDefault(name, List.of());
            text.append(JsonValue.quoted(name))
                    .append(space(random))
                    .append(':')
                    .append(space(random));
            text.append(JsonValue.quoted(values.get(random.nextInt(values.size()))))
                    .append(space(random));
            if (i + 1 < members || random.nextInt(4) == 0) {
                text.append(',').append(space(random));
            }
        }
        return text.append('}').append(space(random)).toString();
    }

    private static String space(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> " ";
            case 1 -> "\n  ";
            case 2 -> " // one, {\n";
            case 3 -> " /* two } */ ";
            case 4 -> "\t\r\n";
            default -> "";
        };
    }

    private static String[] randomChanges(SplittableRandom random) {
        List<String> changes = new ArrayList<>();
        VALUES.forEach((name, values) -> {
            if (random.nextBoolean()) {
                changes.add(name);
                changes.add(values.get(random.nextInt(values.size())));
            }
        });
        return changes.toArray(String[]::new);
    }
}
