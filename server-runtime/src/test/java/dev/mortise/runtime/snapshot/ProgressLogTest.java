package dev.mortise.runtime.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLogTest {

    private final List<String> lines = new ArrayList<>();
    private long nowMillis = 5_000;
    private final ProgressLog log = new ProgressLog("Saving", () -> nowMillis, lines::add);

    @Test
    void saysNothingOfWhatIsDoneSoon() {
        log.at(0);
        nowMillis += ProgressLog.PERIOD_MILLIS - 1;
        log.at(99);

        assertEquals(List.of(), lines);
    }

    @Test
    void saysSomethingEveryTwoSeconds() {
        nowMillis += ProgressLog.PERIOD_MILLIS;
        log.at(40);
        log.at(41);
        nowMillis += ProgressLog.PERIOD_MILLIS - 1;
        log.at(79);
        nowMillis++;
        log.at(80);

        assertEquals(List.of("Saving: 40 %", "Saving: 80 %"), lines);
    }
}
