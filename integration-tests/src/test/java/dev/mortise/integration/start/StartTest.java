package dev.mortise.integration.start;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

    @TempDir
    private Path directory;

    @Test
    void saysWhereItListensAndHowToTalkToIt() {
        try (ServerProcess server = ServerProcess.start(Product.MORTISE, Map.of())) {
            server.awaitLog("dev.mortise.strings");
            server.awaitLog("all addresses:" + server.port());
            server.awaitLog("redis-cli -p " + server.port());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void takesTheFastTransportEvenWhereNoTemporaryFileCanBeWritten() {
        try (ServerProcess server = ServerProcess.startMortiseInJvm("-Djava.io.tmpdir=" + directory.resolve("none"));
                Wire wire = Wire.to(server)) {
            assertTrue(wire.ask("INFO server").text().contains("multiplexing_api:epoll\r\n"), server::log);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatItServesWithTheSlowerTransportAndWhy() {
        try (ServerProcess server = ServerProcess.startMortiseInJvm("-Dio.netty.transport.noNative=true");
                Wire wire = Wire.to(server)) {
            assertTrue(wire.ask("INFO server").text().contains("multiplexing_api:nio\r\n"), server::log);
            server.awaitLog("Serving with nio, which is slower: epoll does not work here (");
        }
    }

    @Test
    void explainsItsOptions() {
        Start start = Start.with("--help");

        assertEquals(0, start.exitCode(), start.output());
        assertAll(
                () -> assertTrue(start.output().contains("--port")),
                () -> assertTrue(start.output().contains("--config")),
                () -> assertTrue(start.output().contains("--set")));
    }

    @Test
    void tellsItsVersion() {
        Start start = Start.with("--version");

        assertEquals(0, start.exitCode(), start.output());
        assertEquals(1, start.output().strip().lines().count(), start.output());
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Start start = Start.with("--port", Integer.toString(other.getLocalPort()), "--bind", "127.0.0.1");

            assertTrue(start.failedInOneSentence(), start.output());
            assertTrue(start.output().contains(Integer.toString(other.getLocalPort())), start.output());
        }
    }

    @Test
    void saysWhatIsWrongInTheConfiguration() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.json"), "{ \"prot\": 7000, \"maxclients\": \"many\" }");

        Start start = Start.with("--config", file.toString());

        assertEquals(1, start.exitCode(), start.output());
        assertAll(
                () -> assertTrue(start.output().contains("/prot"), start.output()),
                () -> assertTrue(start.output().contains("port"), start.output()),
                () -> assertTrue(start.output().contains("/maxclients"), start.output()),
                () -> assertFalse(start.output().contains("Exception"), start.output()));
    }

    @Test
    void saysThatTheMemoryLimitCannotBeKept() {
        Start start = Start.with("--port", Integer.toString(ServerProcess.freePort()), "--maxmemory", "4000gb");

        assertTrue(start.failedInOneSentence(), start.output());
        assertTrue(start.output().contains("maxmemory"), start.output());
        assertTrue(start.output().contains("lower maxmemory") || start.output().contains("Lower maxmemory"));
    }

    @Test
    void saysWhereTheConfigurationIsNoJson() throws IOException {
        Path file = Files.writeString(directory.resolve("broken.json"), "{\n  \"port\": 7000,\n  oops\n}");

        Start start = Start.with("--config", file.toString());

        assertEquals(1, start.exitCode(), start.output());
        assertTrue(start.output().contains("broken.json"), start.output());
        assertFalse(start.output().contains("Exception"), start.output());
    }

    @Test
    void saysInWordsThatTheConfigurationHasNoEnd() throws IOException {
        Path file = Files.writeString(directory.resolve("half.json"), "{ \"port\": 7000");

        Start start = Start.with("--config", file.toString());

        assertTrue(start.failedInOneSentence(), start.output());
        assertTrue(start.output().contains("half.json, line 1"), start.output());
        assertFalse(start.output().contains("REDACTED"), start.output());
    }

    @Test
    void saysThatTheConfigurationIsNoFile() {
        Start start = Start.with("--config", directory.toString());

        assertTrue(start.failedInOneSentence(), start.output());
        assertTrue(start.output().contains("is no file"), start.output());
    }

    @Test
    void saysThatTheConfigurationIsMissing() {
        Start start = Start.with("--config", directory.resolve("none.json").toString());

        assertTrue(start.failedInOneSentence(), start.output());
        assertTrue(start.output().contains("none.json"), start.output());
    }

    @Test
    void saysThatAnOptionIsUnknown() {
        Start start = Start.with("--prot", "7000");

        assertEquals(1, start.exitCode(), start.output());
        assertTrue(start.output().contains("--prot"), start.output());
        assertFalse(start.output().contains("Exception"), start.output());
    }

    @Test
    void readsItsConfiguration() throws IOException {
        Path file = Files.writeString(directory.resolve("good.json"), "{ \"maxclients\": 77, \"databases\": 4 }");
        try (ServerProcess server = ServerProcess.startMortise("--config", file.toString());
                Wire wire = Wire.to(server)) {
            assertEquals(
                    "*2\\r\\n$10\\r\\nmaxclients\\r\\n$2\\r\\n77\\r\\n",
                    wire.ask("CONFIG GET maxclients").toString());
            assertEquals(
                    "-ERR DB index is out of range\\r\\n", wire.ask("SELECT 4").toString());
        }
    }
}
