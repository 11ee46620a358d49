package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginPinTest {

    private static final String OTHER = "0".repeat(64);

    @TempDir
    private Path directory;

    private PluginFixture fixture;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        fixture = new PluginFixture(directory);
    }

    private String shell(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(fixture.plugins().toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.substring(0, said.indexOf(' '));
    }

    @Test
    void isWhatSha256sumPrints() throws Exception {
        fixture.simple("acme.hello", "hello.jar");
        String pin = shell("sha256sum hello.jar");

        assertEquals(
                1,
                new PluginLoader(fixture.options(Map.of("acme.hello", pin.toUpperCase(Locale.ROOT))))
                        .load()
                        .size());
    }

    @Test
    void ofADirectoryCoversAllOfItsFiles() throws Exception {
        fixture.simple("acme.hello", "hello/hello.jar");
        fixture.library("acme.library", "one", fixture.plugins().resolve("hello/library.jar"));
        Files.createDirectories(fixture.plugins().resolve("hello/more"));
        Files.writeString(fixture.plugins().resolve("hello/more/words.txt"), "hola");
        String pin = shell("cd hello && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum");

        PluginOptions options = fixture.options(Map.of("acme.hello", pin));
        assertEquals(1, new PluginLoader(options).load().size());

        Files.writeString(fixture.plugins().resolve("hello/more/words.txt"), "hello");
        String found = PluginHash.of(fixture.plugins().resolve("hello"));
        assertEquals(
                "acme.hello (plugins/hello): is not the file that plugins.sha256 expects: found " + found
                        + ", expected " + pin
                        + "; copy the right one, or change the pin if you know where this one comes from",
                fixture.problem(options));
    }

    @Test
    void ofAnotherFileRefusesThisOne() throws Exception {
        Path jar = fixture.simple("acme.hello", "hello.jar");

        assertEquals(
                "acme.hello (plugins/hello.jar): is not the file that plugins.sha256 expects: found "
                        + PluginHash.of(jar) + ", expected " + OTHER
                        + "; copy the right one, or change the pin if you know where this one comes from",
                fixture.problem(fixture.options(Map.of("acme.hello", OTHER))));
    }

    @Test
    void ofOnePluginIsAskedOfAll() throws Exception {
        Path pinned = fixture.simple("acme.a", "a.jar");
        Path stranger = fixture.simple("acme.b", "b.jar");
        String found = PluginHash.of(stranger);

        assertEquals(
                "acme.b (plugins/b.jar): has no pin in plugins.sha256, where other plugins have one; found is " + found
                        + "; if it is the one you want, set plugins.sha256.acme.b = \"" + found + "\"",
                fixture.problem(fixture.options(Map.of("acme.a", PluginHash.of(pinned)))));
    }
}
