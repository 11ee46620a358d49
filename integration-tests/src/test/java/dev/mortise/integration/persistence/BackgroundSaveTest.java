package dev.mortise.integration.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script relies on that says {@code BGSAVE} and asks {@code INFO} until it is done. */
class BackgroundSaveTest {

    private static final int SAVES = 20;

    @Test
    void isDoneWhenInfoSaysThatNoneIsInProgress(@TempDir Path directory) {
        try (ServerProcess server = ServerProcess.startMortise("--dir", directory.toString());
                Wire wire = Wire.to(server)) {
            wire.ask("SET key value");
            for (int saves = 1; saves <= SAVES; saves++) {
                assertEquals("Background saving started", wire.ask("BGSAVE").text());
                String info = wire.ask("INFO persistence").text();
                while (info.contains("rdb_bgsave_in_progress:1\r\n")) {
                    info = wire.ask("INFO persistence").text();
                }
                assertTrue(info.contains("rdb_saves:" + saves + "\r\n"), info);
            }
        }
    }
}
