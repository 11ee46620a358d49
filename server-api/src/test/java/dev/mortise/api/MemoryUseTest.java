package dev.mortise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryUseTest {

    private static final long MEBIBYTE = 1 << 20;
    private static final long PROGRAM = 70 * MEBIBYTE;
    private static final MemoryUse.Excess NONE = new MemoryUse.Excess(1, 0);

    /** Sizes of a process in MiB, without clients and with nothing on the heap. */
    private static MemoryUse use(double allocated, double active, double resident, long process, long program) {
        long activeBytes = (long) (active * MEBIBYTE);
        return new MemoryUse(
                activeBytes,
                activeBytes,
                0,
                activeBytes,
                0,
                0,
                List.of(),
                0,
                0,
                (long) (allocated * MEBIBYTE),
                activeBytes,
                (long) (resident * MEBIBYTE),
                process * MEBIBYTE,
                program * MEBIBYTE);
    }

    /** Those who watch a server are woken by a ratio of a thousand, whatever it is of. */
    @Nested
    class WhatIsLost {

        @Test
        void isNothingWithoutData() {
            MemoryUse empty = use(0, 0, 0, 70, 70);

            assertEquals(NONE, empty.allocatorFragmentation());
            assertEquals(NONE, empty.allocatorExcess());
            assertEquals(NONE, empty.processExcess());
            assertEquals(NONE, empty.fragmentation());
        }

        @Test
        void isInProportionToAllThatTheServerTakes() {
            MemoryUse keptForReuse = use(0, 0.5, 70, 140, 70);

            assertEquals(MEBIBYTE / 2, keptForReuse.allocatorFragmentation().bytes());
            assertEquals(70.5 / 70, keptForReuse.allocatorFragmentation().ratio());
            assertEquals(140 / 70.5, keptForReuse.allocatorExcess().ratio());
            assertEquals(NONE, keptForReuse.processExcess());
            assertEquals(new MemoryUse.Excess(140 / 70.5, PROGRAM - MEBIBYTE / 2), keptForReuse.fragmentation());
        }

        @Test
        void countsWhatTheProgramHasGrownBy() {
            assertEquals(new MemoryUse.Excess(2, PROGRAM), use(0, 0, 0, 140, 70).processExcess());
            assertEquals(new MemoryUse.Excess(2, PROGRAM), use(0, 0, 0, 140, 70).fragmentation());
        }

        @Test
        void isLessThanNothingWhereTheSystemHasTakenMemoryAway() {
            assertEquals(
                    new MemoryUse.Excess(0.5, -50 * MEBIBYTE),
                    use(30, 30, 30, 50, 70).fragmentation());
        }

        @Test
        void isNothingWhereTheSystemDoesNotTellTheSizeOfTheProcess() {
            MemoryUse use = use(10, 10, 10, 0, 0);

            assertEquals(NONE, use.processExcess());
            assertEquals(NONE, use.fragmentation());
            assertEquals(NONE, use(0, 0, 0, 0, 0).allocatorFragmentation());
        }

        @Test
        void doesNotCountDataOnTheHeapNorClients() {
            MemoryUse use = new MemoryUse(
                    30 * MEBIBYTE,
                    30 * MEBIBYTE,
                    0,
                    0,
                    0,
                    10 * MEBIBYTE,
                    List.of(),
                    0,
                    20 * MEBIBYTE,
                    0,
                    0,
                    0,
                    100 * MEBIBYTE,
                    70 * MEBIBYTE);

            assertEquals(NONE, use.processExcess());
            assertEquals(NONE, use.fragmentation());
        }
    }
}
