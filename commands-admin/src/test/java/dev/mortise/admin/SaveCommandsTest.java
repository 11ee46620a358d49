package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.OK;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Persistence;
import dev.mortise.api.Setup;
import dev.mortise.api.SnapshotSink;
import dev.mortise.api.SnapshotSource;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code SAVE}, {@code BGSAVE}, {@code LASTSAVE}, {@code DEBUG RELOAD}, and {@code SHUTDOWN SAVE}. */
class SaveCommandsTest {

    /** Keeps the last snapshot in memory, or fails. */
    private static final class Kept implements CommandModule, Persistence {

        private byte[] last = {};
        private boolean full;

        @Override
        public void configure(Setup setup) {
            setup.persistence(this);
        }

        @Override
        public void load(SnapshotSink sink) throws IOException {
            if (last.length > 0) {
                sink.readFrom(new ByteArrayInputStream(last), last.length);
            }
        }

        @Override
        public void save(SnapshotSource source) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            source.writeTo(out);
            last = out.toByteArray();
        }
    }

    private final Kept kept = new Kept();
    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule(), kept);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void saveWaitsUntilItIsSaved() {
        assertEquals(OK, server.send("SAVE"));
        assertTrue(kept.last.length > 0);
    }

    @Test
    void saveTellsWhyItFailed() {
        kept.full = true;
        assertEquals(error("ERR the snapshot could not be saved: No space left on device"), server.send("SAVE"));
        assertTrue(info().contains("rdb_last_bgsave_status:err"));
    }

    @Test
    void bgsaveTellsThatItHasBegun() {
        assertEquals(status("Background saving started"), server.send("BGSAVE"));
        assertEquals(status("Background saving started"), server.send("bgsave schedule"));
        assertEquals(error("ERR syntax error"), server.send("BGSAVE NOW"));
        assertEquals(error("ERR syntax error"), server.send("BGSAVE SCHEDULE SCHEDULE"));
        assertTrue(info().contains("rdb_saves:2"));
    }

    @Test
    void lastsaveTellsWhen() {
        long started = TimeUnit.MILLISECONDS.toSeconds(server.nowMillis());
        assertEquals(integer(started), server.send("LASTSAVE"));
        server.advance(Duration.ofSeconds(100));
        assertEquals(integer(started), server.send("LASTSAVE"));
        server.send("SAVE");
        assertEquals(integer(started + 100), server.send("LASTSAVE"));
        kept.full = true;
        server.advance(Duration.ofSeconds(100));
        server.send("SAVE");
        assertEquals(integer(started + 100), server.send("LASTSAVE"));
    }

    @Test
    void withoutAModuleNothingIsSaved() {
        try (TestServer without = TestServer.with(new AdminModule())) {
            ReplyValue refused = error(
                    "ERR this server keeps its keys in memory only: no module that keeps snapshots is" + " loaded");
            assertEquals(refused, without.send("SAVE"));
            assertEquals(refused, without.send("BGSAVE"));
        }
    }

    @Test
    void nothingIsSavedOverWhatCouldNotBeLoaded() {
        server.send("CONFIG SET enable-debug-command yes");
        server.send("SAVE");
        byte[] whole = kept.last;
        byte[] damaged = Arrays.copyOf(whole, whole.length - 1);
        kept.last = damaged;
        ReplyValue notLoaded = error("ERR Error trying to load the RDB dump, check server logs.");

        assertEquals(notLoaded, server.send("DEBUG RELOAD NOSAVE"));
        assertTrue(
                server.send("SAVE").toString().contains("is not overwritten, because it could not be loaded (byte "));
        assertTrue(info().contains("rdb_last_bgsave_status:err"));
        assertEquals(notLoaded, server.send("DEBUG RELOAD"));
        assertEquals(error("ERR Errors trying to SHUTDOWN. Check logs."), server.send("SHUTDOWN SAVE"));
        assertSame(damaged, kept.last);

        kept.last = whole;
        assertEquals(OK, server.send("DEBUG RELOAD NOSAVE"));
        assertTrue(info().contains("rdb_last_bgsave_status:ok"));
        assertEquals(OK, server.send("SAVE"));
    }

    @Test
    void shutdownSavesIfItIsToldTo() {
        TestClient client = server.newClient();
        client.begin("SHUTDOWN SAVE");
        assertTrue(client.closed());
        assertTrue(kept.last.length > 0);
    }

    @Test
    void shutdownGoesOnIfItCannotSave() {
        kept.full = true;
        TestClient client = server.newClient();
        assertEquals(error("ERR Errors trying to SHUTDOWN. Check logs."), client.send("SHUTDOWN SAVE"));
        assertFalse(client.closed());
        client.begin("SHUTDOWN SAVE FORCE");
        assertTrue(client.closed());
    }

    private String info() {
        return server.send("INFO persistence").toString();
    }
}
