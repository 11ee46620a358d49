package dev.mortise.integration.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.CommandDoc;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandPageTest {

    /** Tests run in the directory of their module. */
    private static final Path PAGE = Path.of("..", "docs", "commands.md");

    @Test
    void saysWhatTheServerSays() throws IOException {
        String page = CommandPage.of(commands());
        if (System.getProperty("mortise.docs", "").equals("update")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "docs/commands.md is out of date; ./build -Dmortise.docs=update");
    }

    private static List<CommandDoc> commands() {
        try (ServerProcess server = ServerProcess.subject();
                Wire wire = Wire.to(server)) {
            wire.useResp3();
            return CommandDoc.readAll(wire.ask("COMMAND DOCS").value());
        }
    }
}
