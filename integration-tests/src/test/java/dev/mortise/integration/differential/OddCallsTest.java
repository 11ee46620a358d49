package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Argument;
import dev.mortise.integration.harness.Words;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Asks no server: only whether the calls that {@link OddArgumentsTest} makes are as odd as it promises. */
class OddCallsTest {

    private static final List<Argument> ARGUMENTS = List.of(
            Argument.key("key"),
            Argument.string("value"),
            Argument.oneOf("condition", Argument.keyword("NX"), Argument.keyword("XX"))
                    .optional(),
            Argument.integer("seconds").after("EX").optional());

    private static final List<String> OPTIONS = List.of("NX", "XX", "EX");

    private final OddCalls calls = calls(1);

    @Test
    void haveEveryLengthUpToSomeTooMany() {
        List<Integer> lengths = calls.everyLength().stream()
                .map(call -> call.split("\" \"", -1).length)
                .toList();

        // The name, key, value, NX, EX and seconds, and two more.
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8), lengths);
    }

    @Test
    void combineEveryTwoOptionsInEitherOrderAndEachWithItself() {
        List<List<String>> given =
                calls.everyTwoOptions().stream().map(OddCallsTest::options).toList();

        for (String first : OPTIONS) {
            for (String second : OPTIONS) {
                assertTrue(given.contains(List.of(first, second)), first + " and " + second);
            }
        }
    }

    @Test
    void areTheSameForTheSameSeed() {
        assertEquals(some(calls(7)), some(calls(7)));
        assertNotEquals(some(calls(7)), some(calls(8)));
    }

    @Test
    void areMadeOfKeysThatExist() {
        assertTrue(some(calls).stream()
                        .filter(call -> call.contains("\"existing\""))
                        .count()
                > 20);
    }

    @Test
    void takeNoTimesThatEndWhileTheTestRuns() {
        for (String call : some(calls)) {
            assertTrue(!call.matches("(?i).*\"EX\" \"[1-9]\\d{0,5}\".*"), call);
        }
    }

    private static OddCalls calls(long seed) {
        return new OddCalls(List.of("SET"), ARGUMENTS, List.of("existing"), new Random(seed), () -> 1_900_000_000_000L);
    }

    /** {@return the options in a call, without key, value and seconds} */
    private static List<String> options(String call) {
        return Words.split(call).stream()
                .skip(3)
                .map(word -> Words.show(word).toUpperCase(Locale.ROOT))
                .filter(OPTIONS::contains)
                .toList();
    }

    private static List<String> some(OddCalls calls) {
        return Stream.generate(calls::next).limit(200).toList();
    }
}
