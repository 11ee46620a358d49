package dev.mortise.integration.docs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever Java a page shows is a part of a file that the build compiles: a comment before it says which, and it stands
 * there word for word, indented as it may be. What a page leads to is there as well.
 */
class SnippetTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SNIPPET = Pattern.compile("(?:<!-- (\\S+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (String directory : List.of("docs", "examples")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".md")
                                && !file.toString().contains("/target/"))
                        .sorted()
                        .forEach(pages::add);
            }
        }
        assertTrue(pages.size() > 10, pages.toString());
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsWhatIsCompiled(Path page) throws IOException {
        Matcher snippet = SNIPPET.matcher(Files.readString(page));
        while (snippet.find()) {
            String text = snippet.group(2);
            assertFalse(snippet.group(1) == null, () -> "of which file is this a part?\n" + text);
            String source = Files.readString(ROOT.resolve(snippet.group(1)));
            assertTrue(withoutIndent(source).contains(withoutIndent(text)), () -> page + " has\n" + text);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsNowhereInVain(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            assertTrue(Files.exists(page.resolveSibling(link.group(1))), link.group(1));
        }
    }

    private static String withoutIndent(String text) {
        return text.replaceAll("(?m)^ +", "").strip();
    }
}
