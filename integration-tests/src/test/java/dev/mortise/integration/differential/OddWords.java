package dev.mortise.integration.differential;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * The words of which commands are made up, most of them unpleasant, and ways of spoiling a command that was right.
 *
 * <p>Words are written as in double quotes: {@code \x00} is a zero byte.
 *
 * <p><b>Invariant.</b> No word is a number between 1 and 999,999, except those of {@link #anyNumber}. Wherever a number
 * ends up as a time to live, it is either over at once or far away: two servers must not disagree because one of them
 * was asked a millisecond later.
 *
 * <p>The same seed at the same time makes the same words.
 */
final class OddWords {

    private static final String[] KEYS = {"a", "b", "c", "A", "", "key:1", "\\x00\\xff", "with space", "{tag}x"};

    private static final String[] VALUES = {
        "",
        "hello",
        "0",
        "-1",
        "1000000",
        "9223372036854775807",
        "9223372036854775806",
        "-9223372036854775808",
        "1.5",
        "\\x00",
        "\\r\\n",
        "-0",
        "+1000000",
        " 1000000",
        "NX",
        "a longer value, beyond what short strings are packed in by some servers"
    };

    private static final String[] NUMBERS = {
        "0",
        "-1",
        "-5",
        "1000000",
        "2000000",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775806",
        "1.5"
    };

    private static final String[] SMALL_NUMBERS = {"1", "2", "3", "5", "9", "10", "15", "16", "100", "-2", "-3", "-100"
    };

    private static final String[] FLOATS = {
        "0.1",
        "1.5",
        "-2.75",
        "3.0e3",
        "1e-5",
        "1e17",
        "123456789.123456789123456789",
        ".5",
        "5.",
        "0x1p3",
        "0x.8",
        "-0x10",
        "1e400",
        "-1e4930",
        "1.18e4932",
        "1.19e4932",
        "1e5000",
        "1e-4940",
        "1e-4951",
        "1e-20",
        "-5e-18",
        "18446744073709551617",
        "inf",
        "-inf",
        "Infinity",
        "nan",
        "1e",
        "0x",
        "1,5",
        " 1000000",
        "1000000 ",
        "1000000\\x00",
        "1.5abc",
        "--1",
        ""
    };

    private static final String[] PATTERNS = {
        "*", "", "s*", "*t*", "[a-z]*", "[^a]*", "??", "\\\\*", "[", "a\\x00*", "h[", "**"
    };

    private static final String[] JUNK = {
        "",
        "x",
        "-1",
        "0",
        "01000000",
        "1e6",
        "0x1000000",
        "nan",
        "inf",
        "9223372036854775808",
        "-9223372036854775809",
        "9223372036854775",
        "9223372036854776",
        "99999999999999999999",
        "1000000 ",
        "NX",
        "XX",
        "GET",
        "EX",
        "PX",
        "PERSIST",
        "KEEPTTL",
        "GT",
        "LT",
        "COUNT",
        "MATCH",
        "*",
        "[",
        "\\xff\\xfe",
        "\\r\\n",
        "'"
    };

    private final Random random;
    private final LongSupplier nowMillis;

    /** No two times to live are equal: which of them ends later (GT, LT) would be a matter of the millisecond. */
    private int farTimes;

    /**
     * A source of words.
     *
     * @param random decides everything
     * @param nowMillis the time, which deadlines follow
     */
    OddWords(Random random, LongSupplier nowMillis) {
        this.random = random;
        this.nowMillis = nowMillis;
    }

    /** {@return a key, which may have nothing} */
    String key() {
        return pick(KEYS);
    }

    /** {@return any bytes} */
    String value() {
        return pick(VALUES);
    }

    /** {@return a whole number that may be a time to live, mostly} */
    String number() {
        return pick(NUMBERS);
    }

    /** {@return a whole number, mostly; not for commands that take times} */
    String anyNumber() {
        return random.nextBoolean() ? pick(SMALL_NUMBERS) : pick(random.nextInt(4) == 0 ? JUNK : NUMBERS);
    }

    /** {@return a floating-point number, or what looks like one} */
    String floatingPoint() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(NUMBERS);
            case 1 -> digits(20) + "." + digits(20);
            case 2 -> digits(20) + "." + digits(20) + "e" + (random.nextInt(60) - 30);
            default -> pick(FLOATS);
        };
    }

    private String digits(int atMost) {
        StringBuilder digits = new StringBuilder(random.nextInt(8) == 0 ? "-" : "");
        for (int i = random.nextInt(atMost); i >= 0; i--) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** {@return a glob-style pattern} */
    String pattern() {
        return pick(PATTERNS);
    }

    /** {@return what belongs nowhere} */
    String junk() {
        return pick(JUNK);
    }

    /** {@return a time to live or an instant: hopeless, far away, or one that would be either in the other unit} */
    String time() {
        long now = nowMillis.getAsLong();
        return switch (random.nextInt(7)) {
            case 0 -> "0";
            case 1 -> "-1";
            case 2 -> Long.toString(now / 1000 + 1_000_000);
            case 3 -> Long.toString(now + 1_000_000);
            case 4 -> pick(JUNK);
            default -> Long.toString(1_000_000L * ++farTimes);
        };
    }

    /** Loses, doubles, exchanges or replaces one of some words, adds one, or changes its case. */
    void spoil(List<String> words) {
        if (words.isEmpty()) {
            words.add(pick(JUNK));
            return;
        }
        int at = random.nextInt(words.size());
        switch (random.nextInt(6)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(at));
            case 2 -> Collections.swap(words, at, random.nextInt(words.size()));
            case 3 -> words.set(at, pick(JUNK));
            case 4 -> words.add(pick(JUNK));
            default -> words.set(at, words.get(at).toLowerCase(Locale.ROOT));
        }
    }

    /** {@return one of these} */
    String pick(String[] pool) {
        return pool[random.nextInt(pool.length)];
    }

    /** {@return a line of a script that says these words} */
    static String line(List<String> words) {
        return String.join(" ", words.stream().map(word -> "\"" + word + "\"").toList());
    }
}
