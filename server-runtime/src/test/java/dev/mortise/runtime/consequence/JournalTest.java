package dev.mortise.runtime.consequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mortise.api.JournalListener;
import dev.mortise.api.JournalUnit;
import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.runtime.isolation.PluginFailures;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows when a listener of the journal fails. */
class JournalTest {

    private static final List<Effect> EFFECTS = List.of(new Effect.Words(0, List.of(Slice.of("DEL"), Slice.of("key"))));

    private final PluginFailures failures = new PluginFailures(System::nanoTime);
    private final Journal journal = new Journal(failures);

    /** Has no room for anything. */
    private record Full(boolean required) implements JournalListener {
        @Override
        public void unit(JournalUnit unit) throws IOException {
            throw new IOException("no space left");
        }
    }

    private static Server.Module module(boolean builtIn) {
        return new Server.Module("acme.capture", "1.0", "acme-capture.jar", builtIn);
    }

    private String refusal() {
        ServerError refusal = journal.refusal();
        assertNotNull(refusal);
        return refusal.code() + " " + refusal.text();
    }

    @Test
    void clientsAreToldWhosePluginItIs() {
        journal.listen(new Full(true), module(false));
        journal.add(EFFECTS, 1);

        assertEquals("MISCONF The journal of plugin 'acme.capture' has lost a change: no space left", refusal());
    }

    @Test
    void ofTheServersOwnTheyAreToldInTheWordsOfRedis() {
        journal.listen(new Full(true), module(true));
        journal.add(EFFECTS, 1);

        assertEquals("MISCONF Errors writing to the AOF file: no space left", refusal());
    }

    @Test
    void oneThatIsNotRequiredOnlyCounts() {
        journal.listen(new Full(false), module(false));
        journal.add(EFFECTS, 1);
        journal.add(EFFECTS, 2);

        assertNull(journal.refusal());
        assertEquals(Map.of("acme.capture", 2L), failures.counts());
    }
}
