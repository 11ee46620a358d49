package dev.mortise.runtime.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PluginMetricsTest {

    private static final long SEED = 20_261_121;
    private static final int MANY = 100;

    private final PluginMetrics metrics = new PluginMetrics();

    @Test
    void figuresAreInAlphabeticalOrderHoweverTheyCame() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            names.add("figure_" + i);
        }
        Collections.shuffle(names, new Random(SEED));

        names.forEach(name -> metrics.gauge(name, () -> 1));

        assertEquals(
                names.stream().sorted().toList(), List.copyOf(metrics.figures().keySet()));
    }

    @Test
    void figuresCannotBeChangedByWhoLooksAtThem() {
        metrics.counter("hits").add(3);

        assertThrows(
                UnsupportedOperationException.class, () -> metrics.figures().remove("hits"));
        assertEquals(3, metrics.figures().values().iterator().next().getAsLong());
    }
}
