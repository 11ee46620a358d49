package dev.mortise.runtime.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InfoTextTest {

    private final InfoText text = new InfoText(Map.of("Acme", lines -> lines.line("acme_calls", 7)));

    @BeforeEach
    void someSections() {
        text.add("Server", lines -> lines.line("redis_version", "7.0.15"));
        text.add("Commandstats", lines -> lines.line("cmdstat_get", "calls=1"));
    }

    @Test
    void theDefaultLeavesOutWhatIsLongAndWhatModulesSay() {
        assertEquals("# Server\r\nredis_version:7.0.15\r\n", text.render(Set.of()));
        assertEquals(text.render(Set.of()), text.render(Set.of("default")));
    }

    @Test
    void allAddsWhatIsLong() {
        assertEquals(
                "# Server\r\nredis_version:7.0.15\r\n\r\n# Commandstats\r\ncmdstat_get:calls=1\r\n",
                text.render(Set.of("all")));
    }

    @Test
    void everythingAddsTheModules() {
        assertEquals(text.render(Set.of("all")) + "\r\n# Acme\r\nacme_calls:7\r\n", text.render(Set.of("everything")));
    }

    @Test
    void aSectionCanBeAskedForByName() {
        assertEquals("# Commandstats\r\ncmdstat_get:calls=1\r\n", text.render(Set.of("commandstats")));
        assertEquals("# Acme\r\nacme_calls:7\r\n", text.render(Set.of("acme")));
        assertEquals("", text.render(Set.of("nothing")));
    }

    @Test
    void aValueCannotBreakItsLine() {
        text.add("Odd", lines -> lines.line("a", "b\r\nc:d"));

        assertEquals("# Odd\r\na:b  c:d\r\n", text.render(Set.of("odd")));
    }
}
