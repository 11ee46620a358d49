package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerHomeTest {

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path JAVA = Path.of("/opt/mortise/runtime");

    @Test
    void isWhatTheOperatorNames() {
        assertEquals(Path.of("/srv/m"), ServerHome.find("/srv/x/../m", URI.create("jrt:/dev.mortise.runtime"), JAVA));
    }

    @Test
    void isBesideTheRuntimeThatTheServerWasLinkedInto() {
        assertEquals(Path.of("/opt/mortise"), ServerHome.find(null, URI.create("jrt:/dev.mortise.runtime"), JAVA));
    }

    @Test
    void isWhereTheServerWasStartedOtherwise() {
        assertEquals(HERE, ServerHome.find(null, URI.create("file:///lib/server-runtime.jar"), JAVA));
        assertEquals(HERE, ServerHome.find(null, null, JAVA));
    }
}
