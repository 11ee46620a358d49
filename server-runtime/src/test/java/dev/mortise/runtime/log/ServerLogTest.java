package dev.mortise.runtime.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerLogTest {

    private static final long NOW = Instant.parse("2026-11-01T05:05:02.007Z").toEpochMilli();
    private static final String START = "42:M 01 Nov 2026 06:05:02.007 ";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ServerLog log =
            new ServerLog(new LogLine("42", TimeZone.getTimeZone("Europe/Berlin")), () -> NOW, out, LogLevel.NOTICE);
    private final System.Logger logger = new ServerLogger("dev.mortise.runtime.server.ServerCore", log);

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesLinesAsRedisDoes() {
        logger.log(System.Logger.Level.INFO, "Ready to accept connections");

        assertEquals(START + "* Ready to accept connections\n", written());
    }

    @ParameterizedTest
    @CsvSource({"ERROR, #", "WARNING, #", "INFO, *", "DEBUG, -", "TRACE, ."})
    void marksTheLevel(System.Logger.Level level, String mark) {
        log.least(LogLevel.DEBUG);

        logger.log(level, "x");

        assertEquals(START + mark + " x\n", written());
    }

    @ParameterizedTest
    @CsvSource({"debug, TRACE", "verbose, DEBUG", "notice, INFO", "warning, WARNING"})
    void ignoresWhatIsLessImportantThanAskedFor(String least, System.Logger.Level first) {
        log.least(LogLevel.named(least));

        for (System.Logger.Level level : List.of(
                System.Logger.Level.TRACE,
                System.Logger.Level.DEBUG,
                System.Logger.Level.INFO,
                System.Logger.Level.WARNING)) {
            assertEquals(level.compareTo(first) >= 0, logger.isLoggable(level), () -> least + " " + level);
        }
        assertFalse(logger.isLoggable(System.Logger.Level.OFF));
    }

    @Test
    void saysWhoElseSpeaks() {
        new ServerLogger("acme.hello", log).log(System.Logger.Level.INFO, "hola");

        assertEquals(START + "* acme.hello: hola\n", written());
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.netty.channel.nio", "java.lang.Runtime", "jdk.event.security"})
    void keepsOutWhatIsForDevelopersOfOthers(String name) {
        log.least(LogLevel.DEBUG);
        System.Logger foreign = new ServerLogger(name, log);

        assertFalse(foreign.isLoggable(System.Logger.Level.DEBUG));
        assertTrue(foreign.isLoggable(System.Logger.Level.INFO));
    }

    @Test
    void aClientCannotForgeALine() {
        logger.log(System.Logger.Level.INFO, "bad name: x\r\n1:M 01 Jan 2026 00:00:00.000 * all is well\u001b[2J");

        assertEquals(START + "* bad name: x\n  1:M 01 Jan 2026 00:00:00.000 * all is well[2J\n", written());
    }

    @Test
    void showsWhereAnExceptionCameFrom() {
        logger.log(System.Logger.Level.ERROR, "failed", new IllegalStateException("because"));

        assertTrue(
                written().startsWith(START + "# failed\n  java.lang.IllegalStateException: because\n  \tat "),
                written());
    }

    @Test
    void fillsPatterns() {
        logger.log(System.Logger.Level.INFO, "{0} keys", 3);
        logger.log(System.Logger.Level.INFO, "{not a pattern}");
        logger.log(System.Logger.Level.INFO, "{not a pattern}", 3);

        assertEquals(START + "* 3 keys\n" + START + "* {not a pattern}\n" + START + "* {not a pattern}\n", written());
    }

    @Test
    void appendsToItsFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("server.log"), "before\n");

        log.open(file);
        logger.log(System.Logger.Level.INFO, "after");

        assertEquals("before\n" + START + "* after\n", Files.readString(file));
    }

    @Test
    void goesOnWhereItWasIfAFileCannotBeOpened(@TempDir Path directory) {
        assertThrows(IOException.class, () -> log.open(directory.resolve("missing/server.log")));

        logger.log(System.Logger.Level.INFO, "still here");

        assertEquals(START + "* still here\n", written());
    }

    @Test
    void isWhereEverybodysLoggersWriteTo() {
        assertInstanceOf(ServerLogFinder.class, System.LoggerFinder.getLoggerFinder());
    }
}
