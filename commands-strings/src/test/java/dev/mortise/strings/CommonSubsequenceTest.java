package dev.mortise.strings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the whole table of numbers, filled and walked back as the class comment says Redis does it. */
class CommonSubsequenceTest {

    @Test
    void isTheOneOfTheWalk() {
        assertEquals(walkThroughTable("abcbdab", "bdcaba"), walk("abcbdab", "bdcaba"));
        assertEquals(List.of("1-0"), walk("ab", "ba"));
        assertEquals(List.of("1-0"), walk("ba", "ab"));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "a, ''", "'', a", "a, a", "a, b", "ab, ba", "ba, ab", "aaaa, aa", "aa, aaaa", "abab, baba"})
    void isRightForTheShortest(String first, String second) {
        assertEquals(walkThroughTable(first, second), walk(first, second));
    }

    @ParameterizedTest
    @CsvSource({"63, 64", "64, 63", "64, 64", "65, 64", "64, 65", "127, 128", "129, 128", "1, 1000", "1000, 1", "2, 9"})
    void isRightAtTheEndsOfWords(int first, int second) {
        Random random = new Random(first * 1000L + second);
        for (int i = 0; i < 20; i++) {
            compare(text(random, first, 2), text(random, second, 2));
            compare("x".repeat(first), "x".repeat(second));
        }
    }

    @Test
    void isRightForWhateverThereIs() {
        long seed = 4711;
        Random random = new Random(seed);
        for (int i = 0; i < 1500; i++) {
            int letters = 1 + random.nextInt(1 << random.nextInt(9));
            String first = text(random, random.nextInt(1 << random.nextInt(10)), letters);
            String second =
                    random.nextBoolean() ? text(random, random.nextInt(200), letters) : mutated(random, first, letters);
            compare(first, second);
        }
    }

    private static void compare(String first, String second) {
        assertEquals(walkThroughTable(first, second), walk(first, second), () -> first + " and " + second);
    }

    /** {@return the pairs of indexes of the bytes that make it up} */
    private static List<String> walk(String first, String second) {
        CommonSubsequence common = new CommonSubsequence(slice(first), slice(second));
        List<String> pairs = new ArrayList<>();
        while (common.previous()) {
            pairs.add(common.inFirst() + "-" + common.inSecond());
        }
        assertEquals(common.length(), pairs.size());
        Collections.reverse(pairs);
        return pairs;
    }

    private static List<String> walkThroughTable(String first, String second) {
        int[][] lengths = new int[first.length() + 1][second.length() + 1];
        for (int i = 1; i <= first.length(); i++) {
            for (int j = 1; j <= second.length(); j++) {
                lengths[i][j] = first.charAt(i - 1) == second.charAt(j - 1)
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        List<String> pairs = new ArrayList<>();
        int i = first.length();
        int j = second.length();
        while (i > 0 && j > 0) {
            if (first.charAt(i - 1) == second.charAt(j - 1)) {
                i--;
                j--;
                pairs.addFirst(i + "-" + j);
            } else if (lengths[i - 1][j] > lengths[i][j - 1]) {
                i--;
            } else {
                j--;
            }
        }
        return pairs;
    }

    private static Slice slice(String text) {
        return Slice.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(Random random, int length, int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(letters));
        }
        return text.toString();
    }

    private static String mutated(Random random, String text, int letters) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(8); i > 0 && !mutated.isEmpty(); i--) {
            int at = random.nextInt(mutated.length());
            if (random.nextBoolean()) {
                mutated.deleteCharAt(at);
            } else {
                mutated.insert(at, (char) random.nextInt(letters));
            }
        }
        return mutated.toString();
    }
}
