package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.runtime.module.PluginProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnAllProcessorsTest {

    private final List<PluginProblem> refused = new ArrayList<>();

    private static PluginProblem problem(String plugin, Throwable thrown) {
        return new PluginProblem(plugin, plugin + ".jar", thrown.toString(), "have another");
    }

    @Test
    void tellsInTheOrderOfThePluginsWhoeverIsDoneFirst() {
        List<String> plugins = List.of("e", "d", "c", "b", "a");

        assertEquals(
                List.of("E", "D", "C", "B", "A"),
                OnAllProcessors.begin(plugins, String::toUpperCase, OnAllProcessorsTest::problem)
                        .await(refused::add));
        assertEquals(List.of(), refused);
    }

    @Test
    void goesOnWithTheOthersIfOneIsRefused() {
        PluginProblem why = new PluginProblem("b", "b.jar", "is blue", "paint it");

        List<String> done = OnAllProcessors.begin(
                        List.of("a", "b", "c"),
                        plugin -> {
                            if (plugin.equals("b")) {
                                throw new PluginRefused(why);
                            }
                            return plugin;
                        },
                        OnAllProcessorsTest::problem)
                .await(refused::add);

        assertEquals(List.of("a", "c"), done);
        assertEquals(List.of(why), refused);
    }

    static List<Supplier<Throwable>> whatNobodyExpects() {
        return List.of(
                () -> new IllegalStateException("odd"),
                () -> new AssertionError("odd"),
                () -> new OutOfMemoryError("odd"),
                () -> new Error("odd"));
    }

    @ParameterizedTest
    @MethodSource("whatNobodyExpects")
    void namesThePluginWithWhichSomethingWasThrownThatNobodyExpects(Supplier<Throwable> thrown) {
        List<String> done = OnAllProcessors.begin(
                        List.of("a", "b", "c"),
                        plugin ->
                                plugin.equals("b") ? OnAllProcessorsTest.<RuntimeException>sneak(thrown.get()) : plugin,
                        OnAllProcessorsTest::problem)
                .await(refused::add);

        assertEquals(List.of("a", "c"), done);
        assertEquals(
                List.of("b (b.jar): " + thrown.get() + "; have another"),
                refused.stream().map(PluginProblem::toString).toList());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> String sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
