package dev.mortise.integration.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.docs.ShellSession.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellSessionTest {

    @Test
    void isWhatIsIndentedAfterADollar() {
        assertEquals(
                new ShellSession(List.of(
                        new Step("echo a", List.of("a", "...")), new Step("cat <<'END'\n  x\nEND", List.of("  x")))),
                ShellSession.in(List.of(
                        "A page.",
                        "",
                        "    $ echo a",
                        "    a",
                        "    ...",
                        "    $ cat <<'END'",
                        "      x",
                        "    END",
                        "      x",
                        "",
                        "    indented, but no session")));
    }

    @ParameterizedTest
    @CsvSource({"a, true", "b, false", "'a\n\n', true", "'a\nb', false"})
    void anAnswerIsEveryLineOfIt(String output, boolean answers) {
        assertEquals(answers, new Step("x", List.of("a")).isAnsweredBy(output));
    }

    @ParameterizedTest
    @CsvSource({"'a: 17\nend', true", "'a: 17\nb\nc\nend', true", "'a: 17', false", "'end', false"})
    void dotsAreAnything(String output, boolean answers) {
        assertEquals(answers, new Step("x", List.of("a: ...", "...", "end")).isAnsweredBy(output));
    }

    @Test
    void noAnswerIsSilence() {
        assertEquals(true, new Step("x", List.of()).isAnsweredBy("\n"));
        assertEquals(false, new Step("x", List.of()).isAnsweredBy("oops"));
    }
}
