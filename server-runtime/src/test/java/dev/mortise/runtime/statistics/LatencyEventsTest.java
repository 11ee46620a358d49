package dev.mortise.runtime.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.LatencyMonitor.Event;
import dev.mortise.api.LatencyMonitor.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyEventsTest {

    private final LatencyEvents events = new LatencyEvents();

    @Test
    void keepsWhatHappenedInItsOrder() {
        events.add("command", 1, 10);
        events.add("command", 2, 5);

        assertEquals(new Event("command", 10, List.of(new Sample(1, 10), new Sample(2, 5))), events.find("command"));
        assertNull(events.find("COMMAND"));
    }

    @Test
    void keepsTheLongestOfASecond() {
        events.add("command", 1, 10);
        events.add("command", 1, 30);
        events.add("command", 1, 20);

        assertEquals(new Event("command", 30, List.of(new Sample(1, 30))), events.find("command"));
    }

    @Test
    void keepsTheLatestSamplesAndTheHighestOfAll() {
        events.add("command", 0, 1000);
        for (int second = 1; second <= 160; second++) {
            events.add("command", second, second);
        }

        Event event = events.all().getFirst();
        assertEquals(160, event.samples().size());
        assertEquals(new Sample(1, 1), event.samples().getFirst());
        assertEquals(1000, event.highestMillis());
    }

    @Test
    void aForgottenEventBeginsAgain() {
        events.add("command", 1, 10);

        assertTrue(events.remove("command"));
        assertFalse(events.remove("command"));
        events.add("command", 2, 5);

        assertEquals(new Event("command", 5, List.of(new Sample(2, 5))), events.find("command"));
    }

    @Test
    void namesAreKeptUpToALimit() {
        for (int i = 0; i < 1000; i++) {
            events.add("event" + i, 1, 1);
        }
        events.add("event0", 2, 2);

        assertEquals(256, events.all().size());
        assertEquals(2, events.all().getFirst().highestMillis());
    }
}
