package dev.mortise.integration.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewriteTest {

    private static final String FILE = """
            {
              // what the team agreed on
              "timeout": 5,
            }
            """;

    @TempDir
    private Path directory;

    private static String ask(ServerProcess server, String command) {
        try (Wire wire = Wire.to(server)) {
            ReplyValue reply = wire.ask(command).value();
            return reply instanceof ReplyValue.Array array
                    ? ((ReplyValue.Bulk) array.elements().getLast()).utf8()
                    : reply.toString();
        }
    }

    @Test
    void theNextStartFindsWhatWasSet() throws IOException {
        Path file = Files.writeString(directory.resolve("mortise.json"), FILE);
        try (ServerProcess server = ServerProcess.startMortise("--config", file.toString())) {
            ask(server, "CONFIG SET timeout 0 maxclients 77");
            assertEquals("OK", ask(server, "CONFIG REWRITE"));
        }
        try (ServerProcess server = ServerProcess.startMortise("--config", file.toString())) {
            assertEquals("0", ask(server, "CONFIG GET timeout"));
            assertEquals("77", ask(server, "CONFIG GET maxclients"));
        }
        assertEquals("  // what the team agreed on", Files.readAllLines(file).get(1));
    }

    /** A file system of 16 KB in memory, which only root may mount. */
    @Test
    void aFullDiskLeavesTheFileWhole() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString()), "tmpfs can be mounted here");
        try {
            Path file = Files.writeString(disk.resolve("mortise.json"), FILE);
            try (ServerProcess server = ServerProcess.startMortise("--config", file.toString())) {
                ask(server, "CONFIG SET timeout 0");
                fill(disk.resolve("ballast"));

                assertEquals(
                        "(error) ERR Rewriting config file: No space left on device", ask(server, "CONFIG REWRITE"));
                assertEquals(FILE, Files.readString(file));
                try (Stream<Path> files = Files.list(disk)) {
                    assertEquals(2, files.count(), "nothing else is left behind");
                }

                Files.delete(disk.resolve("ballast"));
                assertEquals("OK", ask(server, "CONFIG REWRITE"));
            }
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path ballast) {
        byte[] block = new byte[4096];
        Arrays.fill(block, (byte) 1);
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, as it is meant to be.
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(List.of(command)).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
