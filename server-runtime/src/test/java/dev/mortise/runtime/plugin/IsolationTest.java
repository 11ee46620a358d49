package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.runtime.server.ConfiguredModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin brings is its own; what the server has is no part of it. */
class IsolationTest {

    @TempDir
    private Path directory;

    private PluginFixture fixture;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        fixture = new PluginFixture(directory);
    }

    /** {@return what the plugins say, in the order of their ids} */
    private List<String> words() throws Exception {
        return fixture.load().stream()
                .map(ConfiguredModule::instance)
                .map(Object::toString)
                .toList();
    }

    private void pluginWith(String id, String library, String packageName, String word) throws IOException {
        Path jar = fixture.library(library, packageName, word, fixture.plugins().resolve(id + "/library.jar"));
        fixture.simple(
                id,
                "requires " + library + ";",
                "@Override public String toString() { return %s.Version.word(); }".formatted(packageName),
                id + "/plugin.jar",
                jar);
    }

    @Test
    void twoPluginsHaveTwoVersionsOfOneLibrary() throws Exception {
        pluginWith("acme.a", "acme.library", "acme.library", "one");
        pluginWith("acme.b", "acme.library", "acme.library", "two");

        assertEquals(List.of("one", "two"), words());
    }

    /** Modules and packages of these names are in the server as well; the plugin sees its own. */
    @Test
    void aPluginBringsItsOwnNettyAndJackson() throws Exception {
        pluginWith("acme.netty", "io.netty.buffer", "io.netty.buffer", "a Netty of its own");
        pluginWith("acme.zjackson", "tools.jackson.core", "tools.jackson.core", "a Jackson of its own");

        assertEquals(List.of("a Netty of its own", "a Jackson of its own"), words());
        assertTrue(ModuleLayer.boot().findModule("tools.jackson.core").isPresent(), "the server has one too");
    }

    /** It could find the classes, because Java's own loaders know all modules of the boot layer; but not use them. */
    @Test
    void aPluginCannotUseWhatTheServerDoesNotExport() throws Exception {
        fixture.simple("acme.nosy", "", """
                @Override
                public String toString() {
                    try {
                        return "got " + Class.forName("dev.mortise.runtime.server.MortiseServer")
                                .getMethod("version").invoke(null);
                    } catch (ReflectiveOperationException e) {
                        return e.getClass().getSimpleName();
                    }
                }
                """, "nosy.jar");

        assertEquals(List.of("IllegalAccessException"), words());
    }

    @Test
    void nativeAccessIsForThoseWhoWereGivenIt() throws Exception {
        fixture.simple("acme.a", "a.jar");
        fixture.simple("acme.b", "b.jar");

        List<ConfiguredModule> loaded = new PluginLoader(
                        new PluginOptions(fixture.plugins(), true, List.of(), List.of("acme.a", "acme.gone"), Map.of()))
                .load();

        assertTrue(loaded.getFirst().instance().getClass().getModule().isNativeAccessEnabled());
        assertFalse(loaded.getLast().instance().getClass().getModule().isNativeAccessEnabled());
    }

    /** So that its settings bind to private records, whatever its module-info says. */
    @Test
    void itsPackagesAreOpenToTheServerAlone() throws Exception {
        fixture.simple("acme.a", "a.jar");

        Module plugin = fixture.load().getFirst().instance().getClass().getModule();

        assertTrue(plugin.isOpen("acme.a", PluginLoader.class.getModule()));
        assertFalse(plugin.isOpen("acme.a"));
    }
}
