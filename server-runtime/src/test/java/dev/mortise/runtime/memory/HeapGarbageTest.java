package dev.mortise.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A heap with twenty megabytes of the server's own. */
class HeapGarbageTest {

    private static final long MB = 1 << 20;
    private static final long SERVER = 20 * MB;

    private long live;
    private long uncounted;
    private long dead;
    private int collections;

    private final HeapGarbage garbage =
            new HeapGarbage(() -> SERVER + live + uncounted + dead, () -> live, this::collect);

    private void collect() {
        dead = 0;
        collections++;
    }

    @BeforeEach
    void start() {
        garbage.check();
    }

    @Test
    void aFewDeadMegabytesAreTolerated() {
        dead = HeapGarbage.TOLERATED_BYTES;
        garbage.check();
        assertEquals(0, collections);

        dead++;
        garbage.check();
        assertEquals(1, collections);
    }

    @Test
    void onlyWhatIsDeadCounts() {
        for (int i = 0; i < 100; i++) {
            live += 100 * MB;
            garbage.check();
        }
        assertEquals(0, collections);
    }

    @Test
    void ofALargeHeapHalfMayBeDead() {
        live = 1000 * MB;
        dead = live + SERVER;
        garbage.check();
        assertEquals(0, collections);

        dead++;
        garbage.check();
        assertEquals(1, collections);
    }

    @Test
    void whatIsRemovedIsDeadAtOnce() {
        live = 1000 * MB;
        garbage.check();

        dead = 900 * MB;
        live = 100 * MB;
        garbage.check();
        assertEquals(1, collections);
    }

    @Test
    void valuesThatSayTooLittleAreNotSoughtAgainAndAgain() {
        uncounted = 100 * MB;
        for (int i = 0; i < 100; i++) {
            garbage.check();
        }
        assertEquals(1, collections);

        uncounted += SERVER + 100 * MB;
        garbage.check();
        assertEquals(1, collections);

        uncounted++;
        garbage.check();
        assertEquals(2, collections);
    }

    @Test
    void valuesThatSayTooMuchAreNoReasonToCollect() {
        live = 500 * MB;
        uncounted = -400 * MB;
        garbage.check();
        dead = 64 * MB;
        garbage.check();
        assertEquals(0, collections);
    }
}
