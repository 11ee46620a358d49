package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @TempDir
    private Path directory;

    private static ServerConfig config(String... words) throws InvalidConfig {
        return assertInstanceOf(CommandLine.Run.class, CommandLine.parse(words)).config();
    }

    private static List<String> problems(String... words) {
        return assertThrows(InvalidConfig.class, () -> CommandLine.parse(words)).problems();
    }

    private String file(String json) throws IOException {
        return Files.writeString(directory.resolve("conf.json"), json).toString();
    }

    @Test
    void withoutOptionsEverythingIsAtItsDefault() throws InvalidConfig {
        assertEquals(ServerConfig.defaults().texts(), config().texts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port 7000",
                "--port=7000",
                "--set port=7000",
                "--set=port=7000",
                "--PORT 7000",
                "--port 1 --port 7000"
            })
    void everyParameterIsAnOption(String line) throws InvalidConfig {
        assertEquals(7_000, config(line.split(" ")).intValue(ParameterTable.PORT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--bind 127.0.0.1 --bind -::1", "--bind 127.0.0.1 -::1", "--port 1 --bind 127.0.0.1 -::1 --hz 5"
            })
    void listsAddUp(String line) throws InvalidConfig {
        assertEquals(List.of("127.0.0.1", "-::1"), config(line.split(" ")).value(ParameterTable.BIND));
    }

    @Test
    void nestedNamesHaveADot() throws InvalidConfig {
        ServerConfig config = config("--set", "plugins.strict=no", "--plugins.override", "GET=acme.fast", "SET=acme.x");

        assertEquals(false, config.value(ParameterTable.PLUGINS_STRICT));
        assertEquals(Map.of("GET", "acme.fast", "SET", "acme.x"), config.value(ParameterTable.PLUGINS_OVERRIDE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "false", "False"})
    void flagsTakeTheWordsOfJsonAsWell(String word) throws InvalidConfig {
        assertEquals(false, config("--set", "plugins.strict=" + word).value(ParameterTable.PLUGINS_STRICT));
    }

    @Test
    void aValueWithDashesIsGivenWithAnEqualsSign() throws InvalidConfig {
        assertEquals("--secret=1", config("--requirepass=--secret=1").value(ParameterTable.REQUIRE_PASS));
    }

    @Test
    void helpAndVersionWinOverEverything() throws InvalidConfig {
        assertInstanceOf(CommandLine.Help.class, CommandLine.parse("--port", "nonsense", "--help"));
        assertInstanceOf(CommandLine.Version.class, CommandLine.parse("-v"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--port 70000       | --port: found '70000'; allowed is a whole number from 0 to 65535",
                "--port             | --port: takes one value, found 0",
                "--port 1 2         | --port: takes one value, found 2",
                "--prot 1           | --prot: unknown, did you mean port? (--help lists all)",
                "--quux 1           | --quux: unknown (--help lists all)",
                "--appendfsync no   | --appendfsync: is a parameter of Redis, but there is no journal of changes yet"
                        + " (--help lists all)",
                "--set port         | --set port: must be of the form name=value",
                "--set max-clients=1 | --set max-clients: unknown, did you mean maxclients? (--help lists all)",
                "conf.json          | 'conf.json': is no option; a configuration file is given with --config",
                "--port 0           | port: found 0, and no unixsocket: nobody could connect; set one of the two",
                "--dir /no/where    | dir: '/no/where' is not a directory; create it, or name another one",
                "--config /no/where | /no/where: there is no such file; correct --config, or leave it out to use the"
                        + " defaults"
            })
    void aMistakeIsNamedWithItsRemedy(String line, String problem) {
        assertEquals(List.of(problem), problems(line.split(" ")));
    }

    @Test
    void noPortIsFineWithAUnixSocket() throws InvalidConfig {
        ServerConfig config = config("--port", "0", "--unixsocket", "mortise.sock", "--dir", directory.toString());

        assertEquals(directory.resolve("mortise.sock"), config.path(ParameterTable.UNIX_SOCKET));
    }

    @Nested
    class WithAFile {
        @Test
        void readsNaturalJson() throws Exception {
            ServerConfig config = config("--config", file("""
                    {
                      // comments are welcome
                      "port": 7000, "bind": ["127.0.0.1", "-::1"], "protected-mode": false,
                      "proto-max-bulk-len": "64mb", "client-output-buffer-limit": "normal 1mb 0 0",
                      "plugins": {"strict": false, "disabled": ["acme.old"], "override": {"GET": "acme.fast"}},
                    }
                    """));

            assertEquals(7_000, config.intValue(ParameterTable.PORT));
            assertEquals(List.of("127.0.0.1", "-::1"), config.value(ParameterTable.BIND));
            assertEquals(false, config.value(ParameterTable.PROTECTED_MODE));
            assertEquals(64L << 20, config.value(ParameterTable.PROTO_MAX_BULK_LEN));
            assertEquals(
                    1L << 20,
                    config.value(ParameterTable.CLIENT_OUTPUT_BUFFER_LIMIT)
                            .normal()
                            .hardBytes());
            assertEquals(false, config.value(ParameterTable.PLUGINS_STRICT));
            assertEquals(List.of("acme.old"), config.value(ParameterTable.PLUGINS_DISABLED));
            assertEquals(Map.of("GET", "acme.fast"), config.value(ParameterTable.PLUGINS_OVERRIDE));
        }

        @Test
        void theCommandLineWinsWhereverItNamesTheFile() throws Exception {
            String file = file("{\"port\": 7000, \"bind\": [\"10.0.0.1\"], \"timeout\": 9}");

            ServerConfig config = config("--port", "7001", "--config", file, "--bind", "127.0.0.1");

            assertEquals(7_001, config.intValue(ParameterTable.PORT));
            assertEquals(List.of("127.0.0.1"), config.value(ParameterTable.BIND));
            assertEquals(9, config.intValue(ParameterTable.TIMEOUT));
        }

        @Test
        void reportsAllMistakesAtOnce() throws Exception {
            String file = file("""
                    {"prot": 1, "Repl-Timeout": 1, "port": 70000, "hz": [1], "timeout": null, "maxclients": {"a": 1},
                     "plugins": {
                      "strickt": true, "a/b~c": 1, "override": {"GET": []}, "disabled": [["x"]]},
                     "PORT": 1, "requirepass": "a", "appendonly": true}
                    """);

            List<String> expected = List.of(
                    "/prot: unknown, did you mean /port?",
                    "/Repl-Timeout: is a parameter of Redis, but there is no replication yet",
                    "/port: found '70000'; allowed is a whole number from 0 to 65535",
                    "/hz: found a list; allowed is a whole number from 1 to 500",
                    "/timeout: found null; allowed is a whole number from 0 to 2147483647",
                    "/maxclients: found an object; allowed is a whole number from 1 to 4294967295",
                    "/plugins/strickt: unknown, did you mean /plugins/strict?",
                    "/plugins/a~1b~0c: unknown",
                    "/plugins/override: found an object with something else than words; allowed is the module to take for"
                            + " a command, such as GET=acme.fastget",
                    "/plugins/disabled: found a list with something else than words; allowed is names of modules",
                    "/PORT: is there twice; remove one",
                    "/appendonly: found 'true'; allowed is only no: this server keeps its keys in memory only");
            assertEquals(expected.stream().map(problem -> file + ": " + problem).toList(), problems("--config", file));
        }

        @Test
        void neverRepeatsASecret() throws Exception {
            String file = file("{\"requirepass\": [\"sesame\"]}");

            assertEquals(
                    List.of(file + ": /requirepass: found a list; allowed is any text, or the empty text for none"),
                    problems("--config", file));
        }

        @Test
        void isUtf8() throws Exception {
            String file = file("");
            Files.write(directory.resolve("conf.json"), new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});

            assertEquals(List.of(file + ": is not UTF-8"), problems("--config", file));
        }

        @Test
        void mayBeginWithTheMarkOfUtf8() throws Exception {
            assertEquals(
                    7_000, config("--config", file("\uFEFF{\"port\": 7000}")).intValue(ParameterTable.PORT));
        }

        @Test
        void isNotOfAnyLength() throws Exception {
            String problem =
                    problems("--config", file(" ".repeat((1 << 20) + 1))).getFirst();

            assertEquals(true, problem.contains("larger than 1048576 bytes"), problem);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "[]      | : holds no JSON object; the least that is one is {}",
                    "''      | : holds no JSON object; the least that is one is {}",
                    "{} {}   | , line 1, column 4: nothing may follow the object"
                })
        void isOneObject(String json, String problem) throws Exception {
            String file = file(json);

            assertEquals(List.of(file + problem), problems("--config", file));
        }

        @Test
        void brokenJsonIsReportedWithItsPlace() throws Exception {
            String file = file("{\"port\": 7000,\n  \"bind\" [");

            String problem = problems("--config", file).getFirst();

            assertEquals(file + ", line 2, column 10: ", problem.substring(0, problem.indexOf(": ") + 2));
        }

        @Test
        void mistakesBeforeBrokenJsonAreReportedAsWellAndThoseOfOtherPlaces() throws Exception {
            String file = file("{\"prot\": 7000, \"timeout\": -1,\n  oops, \"maxclients\": 0}");

            List<String> problems = problems("--config", file, "--maxclients", "many");

            assertEquals(
                    List.of(
                            file + ": /prot: unknown, did you mean /port?",
                            file + ": /timeout: found '-1'; allowed is a whole number from 0 to 2147483647",
                            "--maxclients: found 'many'; allowed is a whole number from 1 to 4294967295"),
                    List.of(problems.get(0), problems.get(1), problems.get(3)));
            assertTrue(problems.get(2).startsWith(file + ", line 2, column 3: "), problems.get(2));
            assertTrue(problems.get(2).endsWith("; what follows was not read"), problems.get(2));
        }
    }
}
