package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every parameter of Redis is known, or {@code docs/configuration.md} says why not; and none is both. */
@Twins.Shared
class ParameterNamesTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String ABSENT = "## Parameters of Redis that are not there";
    private static final Pattern NAME = Pattern.compile("`([a-z_-]+)`");

    @Test
    void areAccountedFor(Twins twins) throws IOException {
        Set<String> expected = names(twins.oracle());
        expected.removeAll(names(twins.subject()));

        assertEquals(expected, absent());
    }

    private static Set<String> names(ServerProcess server) {
        Set<String> names = new TreeSet<>();
        try (Wire wire = Wire.to(server)) {
            List<ReplyValue> all = ((ReplyValue.Array) wire.ask("CONFIG GET *").value()).elements();
            for (int i = 0; i < all.size(); i += 2) {
                names.add(((ReplyValue.Bulk) all.get(i)).utf8());
            }
        }
        return names;
    }

    private static Set<String> absent() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(page.substring(page.indexOf("|---|", page.indexOf(ABSENT))));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
