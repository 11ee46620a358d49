package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.runtime.config.OutputBufferLimits.Limit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are those of CONFIG SET and CONFIG GET of Redis 7.0.15, except where a parameter is our own. */
class ParameterTypeTest {

    private static <T> String refusal(ParameterType<T> type, String text, T present) {
        return assertThrows(InvalidValue.class, () -> type.parse(text, present)).text();
    }

    @Nested
    class WholeNumber {
        private final IntegerType type = new IntegerType(-5, 100);

        @ParameterizedTest
        @ValueSource(strings = {"-5", "-1", "0", "1", "99", "100"})
        void isTakenWithinItsRange(String text) throws InvalidValue {
            assertEquals(text, type.format(type.parse(text, 0L)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"-6", "101", "9223372036854775807", "-9223372036854775808"})
        void isRefusedBeyondIt(String text) {
            assertEquals("argument must be between -5 and 100 inclusive", refusal(type, text, 0L));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", " 5", "5 ", "+5", "05", "-0", "5s", "0x10", "1e1", "1.0", "9223372036854775808", "٣"})
        void isWrittenInOneWayOnly(String text) {
            assertEquals("argument couldn't be parsed into an integer", refusal(type, text, 0L));
        }
    }

    @Nested
    class Directory {
        private final DirectoryType type = new DirectoryType();

        @Test
        void isShownAsAWholePathAndWrittenAsItWas() throws InvalidValue {
            String here = Path.of("").toAbsolutePath().toString();

            assertEquals(here + "/data", type.format(type.parse("data", "")));
            assertEquals(here, type.format("."));
            assertEquals("/var/lib/mortise", type.format("/var/lib/mortise/"));
            assertEquals("data", type.write("data"));
        }

        @Test
        void isNeverEmpty() {
            assertEquals("argument must not be empty", refusal(type, "", ""));
        }
    }

    @Nested
    class Memory {
        private final MemoryType type = new MemoryType(0, Long.MAX_VALUE);

        @ParameterizedTest
        @CsvSource({
            "0, 0",
            "7, 7",
            "7b, 7",
            "7B, 7",
            "1k, 1000",
            "1kb, 1024",
            "1Kb, 1024",
            "1KB, 1024",
            "3m, 3000000",
            "3mb, 3145728",
            "2g, 2000000000",
            "2gb, 2147483648",
            "02mb, 2097152",
            "mb, 0",
            "'', 0",
            "9223372036854775807, 9223372036854775807"
        })
        void isBytesWithAUnit(String text, long bytes) throws InvalidValue {
            assertEquals(bytes, type.parse(text, 0L));
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "+1", " 1", "1 ", "1 mb", "1tb", "1.5mb", "xmb", "1mx"})
        void isNothingElse(String text) {
            assertEquals("argument must be a memory value", refusal(type, text, 0L));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"9223372036854775808", "99999999999999999999", "9223372036854775807kb", "17179869184gb"})
        void doesNotOverflow(String text) throws InvalidValue {
            assertEquals(Long.MAX_VALUE, type.parse(text, 0L));
        }

        @Test
        void hasARange() throws InvalidValue {
            MemoryType atLeastOneMebibyte = new MemoryType(1 << 20, Long.MAX_VALUE);

            assertEquals(1_048_576L, atLeastOneMebibyte.parse("1048576", 0L));
            assertEquals(
                    "argument must be between 1048576 and 9223372036854775807 inclusive",
                    refusal(atLeastOneMebibyte, "1048575", 0L));
        }
    }

    @Nested
    class Flag {
        private final FlagType type = new FlagType();

        @ParameterizedTest
        @CsvSource({"yes, yes", "YES, yes", "no, no", "No, no"})
        void isYesOrNoInAnyCase(String text, String shown) throws InvalidValue {
            assertEquals(shown, type.format(type.parse(text, false)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "1", "true", "maybe", "yes "})
        void isNothingElse(String text) {
            assertEquals("argument must be 'yes' or 'no'", refusal(type, text, true));
        }
    }

    @Nested
    class Choice {
        private final ChoiceType type = ChoiceType.of("debug", "verbose", "notice", "warning");

        @Test
        void isOneOfItsWordsInAnyCase() throws InvalidValue {
            assertEquals("debug", type.parse("DEBUG", "notice"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "nothing", "notice "})
        void namesItsWordsOtherwise(String text) {
            assertEquals(
                    "argument(s) must be one of the following: debug, verbose, notice, warning",
                    refusal(type, text, "notice"));
        }
    }

    @Nested
    class Permissions {
        private final OctalType type = new OctalType();

        @ParameterizedTest
        @CsvSource({"0, 0", "7, 7", "700, 700", "0777, 777"})
        void areOctal(String text, String shown) throws InvalidValue {
            assertEquals(shown, type.format(type.parse(text, 0L)));
        }

        @ParameterizedTest
        @CsvSource({
            "999, argument couldn't be parsed as an octal number",
            "rwx, argument couldn't be parsed as an octal number",
            "1000, argument must be between 0 and 777 inclusive",
            "-1, argument must be between 0 and 777 inclusive"
        })
        void areNothingElse(String text, String answer) {
            assertEquals(answer, refusal(type, text, 0L));
        }
    }

    @Nested
    class Clamped {
        private final ClampedType type = new ClampedType(1, 500);

        @ParameterizedTest
        @CsvSource({"0, 1", "1, 1", "2, 2", "500, 500", "501, 500", "2147483647, 500"})
        void comesIntoItsRange(String text, long value) throws InvalidValue {
            assertEquals(value, type.parse(text, 10L));
        }

        @Test
        void isRefusedWhereRedisRefuses() {
            assertEquals("argument must be between 0 and 2147483647 inclusive", refusal(type, "-1", 10L));
        }
    }

    @Test
    void aPowerOfTwoIsNoOtherNumber() throws InvalidValue {
        PowerOfTwoType type = new PowerOfTwoType(64);

        assertEquals(1L, type.parse("1", 0L));
        assertEquals(64L, type.parse("64", 0L));
        assertEquals("argument must be a power of two", refusal(type, "63", 0L));
        assertEquals("argument must be between 1 and 64 inclusive", refusal(type, "128", 0L));
    }

    @Nested
    class OutputLimits {
        private final OutputBufferLimitsType type = new OutputBufferLimitsType();
        private final OutputBufferLimits redis = OutputBufferLimits.DEFAULT;

        @Test
        void areShownAsRedisShowsThem() {
            assertEquals("normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60", type.format(redis));
        }

        @Test
        void changeOnlyTheClassesNamed() throws InvalidValue {
            OutputBufferLimits changed = type.parse("Normal 1mb 512kb 60 pubsub 1k 1k 5", redis);

            assertEquals(new Limit(1_048_576, 524_288, 60), changed.normal());
            assertEquals(redis.replica(), changed.replica());
            assertEquals(new Limit(1_000, 1_000, 5), changed.pubsub());
        }

        @Test
        void takeTheLastOfOneClass() throws InvalidValue {
            assertEquals(
                    new Limit(2, 2, 2),
                    type.parse("normal 1 1 1 normal 2 2 2", redis).normal());
        }

        @Test
        void callReplicasByBothNames() throws InvalidValue {
            assertEquals(type.parse("slave 1 2 3", redis), type.parse("replica 1 2 3", redis));
        }

        @Test
        void stayAsTheyAreWhenNothingIsSaid() throws InvalidValue {
            assertEquals(redis, type.parse("", redis));
        }

        @ParameterizedTest
        @ValueSource(strings = {"normal", "normal 0 0", "normal 1 1 1 pubsub", " normal  7 7 7 "})
        void comeInFours(String text) {
            assertEquals("Wrong number of arguments in buffer limit configuration.", refusal(type, text, redis));
        }

        @ParameterizedTest
        @ValueSource(strings = {"master 0 0 0", "foo 1 2 3"})
        void knowTheirClasses(String text) {
            assertEquals("Invalid client class specified in buffer limit configuration.", refusal(type, text, redis));
        }

        @ParameterizedTest
        @ValueSource(strings = {"normal -1 0 0", "normal 1x 0 0", "normal 1 1 x", "normal 1 1 -1", "normal 1 1 5x"})
        void areBytesAndSeconds(String text) {
            assertEquals(
                    "Error in hard, soft or soft_seconds setting in buffer limit configuration.",
                    refusal(type, text, redis));
        }
    }

    @Test
    void addressesAreUpToSixteenWords() throws InvalidValue {
        AddressesType type = new AddressesType();

        assertEquals(List.of("127.0.0.1", "-::1"), type.parse("127.0.0.1  -::1", List.of()));
        assertEquals(List.of(), type.parse("", List.of("*")));
        assertEquals(16, type.parse("a ".repeat(16), List.of()).size());
        assertEquals("Too many bind addresses specified.", refusal(type, "a ".repeat(17), List.of()));
    }

    @Test
    void pairsAreNamesWithValues() throws InvalidValue {
        PairsType type = new PairsType("pairs", Pattern.compile("[a-z.]+"));

        assertEquals(Map.of("GET", "acme.fast", "SET", "acme.x"), type.parse("GET=acme.fast SET=acme.x", Map.of()));
        assertEquals("GET=acme.fast", type.format(Map.of("GET", "acme.fast")));
        assertEquals("argument must be of the form name=value", refusal(type, "GET", Map.of()));
        assertEquals("argument must be of the form name=value", refusal(type, "=x", Map.of()));
        assertEquals("argument must be of the form name=value", refusal(type, "GET=", Map.of()));
        assertEquals("argument names 'GET' twice", refusal(type, "GET=a GET=b", Map.of()));
        assertEquals("the value of 'GET' is none of pairs", refusal(type, "GET=1", Map.of()));
    }

    @Nested
    class WithOneValue {
        private final OnlyType<Long> type = new OnlyType<>(new MemoryType(0, Long.MAX_VALUE), 0L, "nothing is evicted");

        @ParameterizedTest
        @ValueSource(strings = {"0", "0mb", ""})
        void acceptsWhatIsAlreadySo(String text) throws InvalidValue {
            assertEquals(0L, type.parse(text, 0L));
        }

        @Test
        void saysWhyNothingElseIsPossible() {
            assertEquals("argument must be '0': nothing is evicted", refusal(type, "1mb", 0L));
        }

        @Test
        void answersNonsenseAsRedisDoes() {
            assertEquals("argument must be a memory value", refusal(type, "-1", 0L));
        }
    }
}
