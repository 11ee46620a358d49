package dev.mortise.integration.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.TestServer;
import dev.mortise.testkit.junit.MortiseExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table with which {@code docs/extending.md} begins sends nobody to what is not there. */
class ExtendingPageTest {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Pattern NAME = Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.(\\w+))?`");

    private final String table;

    ExtendingPageTest() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "extending.md"));
        table = page.substring(page.indexOf("## Which of these"), page.indexOf("Not sure?"));
    }

    @Test
    void namesWhatTheApiHas() {
        List<String> missing = new ArrayList<>();
        int names = 0;
        for (String row : table.lines().filter(line -> line.startsWith("|")).toList()) {
            Matcher name = NAME.matcher(row.split("\\|", -1)[2]);
            while (name.find()) {
                names++;
                if (!isThere(name.group(1), name.group(2))) {
                    missing.add(name.group());
                }
            }
        }

        assertEquals(List.of(), missing);
        assertTrue(names > 20, table);
    }

    private static boolean isThere(String type, @Nullable String member) {
        for (Class<?> neighbour : List.of(CommandModule.class, TestServer.class, MortiseExtension.class)) {
            try {
                Class<?> found = Class.forName(neighbour.getPackageName() + "." + type);
                return member == null
                        || Stream.of(found.getMethods())
                                .anyMatch(method -> method.getName().equals(member));
            } catch (ClassNotFoundException e) {
                // In one of the other packages, then.
            }
        }
        return false;
    }

    @Test
    void leadsToEveryExample() throws IOException {
        try (Stream<Path> examples = Files.list(EXAMPLES)) {
            for (Path example : examples.filter(directory -> Files.exists(directory.resolve("README.md")))
                    .toList()) {
                assertTrue(
                        table.contains("(../examples/" + example.getFileName() + ")"),
                        example + " is not in the table");
            }
        }
    }
}
