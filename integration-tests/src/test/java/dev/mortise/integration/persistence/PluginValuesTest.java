package dev.mortise.integration.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.ExamplePlugin;
import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that only a plugin understands, in a snapshot: what those make of it who have not the plugin. */
class PluginValuesTest {

    @TempDir
    private Path directory = Path.of("");

    private ServerProcess start(String plugins) {
        return ServerProcess.startMortise(
                "--set", "dir=" + directory, "--set", "plugins.directory=" + directory.resolve(plugins));
    }

    private void save() throws IOException {
        ExamplePlugin.deploy("bloom", directory.resolve("plugins"));
        ExamplePlugin.deploy("work-queue", directory.resolve("plugins"));
        try (ServerProcess server = start("plugins");
                Wire wire = Wire.to(server)) {
            assertEquals("1", wire.ask("BLOOM.ADD seen ana").text());
            assertEquals("2", wire.ask("WORK.ADD mails first second").text());
            assertEquals("1", wire.ask("PEXPIRE mails 1000000").text());
            assertEquals("OK", wire.ask("SET text value").text());
            assertEquals("OK", wire.ask("SAVE").text());
        }
    }

    @Test
    void redisCheckRdbPassesOverThem() throws IOException {
        Product.oracle();
        save();

        RedisCheck.looksOk(directory.resolve("dump.rdb"));
    }

    @Test
    void redisSaysWhichModuleItWants() throws IOException {
        Product oracle = Product.oracle();
        save();

        ServerProcess.NotStarted refused = assertThrows(
                ServerProcess.NotStarted.class,
                () -> ServerProcess.start(oracle, Map.of("dir", directory.toString()))
                        .close());

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("module data I can't load: no matching module type"), message);
    }

    @Test
    void areTheSameWhenAServerWithoutThePluginsHasSavedThem() throws IOException {
        Product.oracle();
        save();
        try (ServerProcess server = start("no-plugins");
                Wire wire = Wire.to(server)) {
            assertTrue(wire.ask("BLOOM.HAS seen ana").text().startsWith("ERR unknown command"));
            assertEquals("1", wire.ask("DEL text").text());
            assertEquals("OK", wire.ask("SAVE").text());
        }

        RedisCheck.looksOk(directory.resolve("dump.rdb"));
        try (ServerProcess server = start("plugins");
                Wire wire = Wire.to(server)) {
            assertEquals("1", wire.ask("BLOOM.HAS seen ana").text());
            assertEquals("0", wire.ask("BLOOM.HAS seen bob").text());
            assertEquals("first", wire.ask("WORK.TAKE mails taken 0").text());
        }
    }
}
