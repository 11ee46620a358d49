package dev.mortise.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long PLENTY = 1L << 50;

    @Test
    void isEnoughIfTheHeapHoldsTheServerAndTheIndex() {
        MemoryBudget budget = new MemoryBudget(16 * MIB + GIB / 256, PLENTY, PLENTY, false);

        assertNull(budget.problem(GIB));
        assertNotNull(budget.problem(GIB + 256));
    }

    @Test
    void tellsTheSumThatTheHeapIsTooSmallForAndTheRemedy() {
        assertEquals(
                "maxmemory 16.00gb needs a Java heap of 80.00mb: 64.00mb for the index of the keys and 16.00mb for the server;"
                        + " the heap may have 64.00mb. Raise -Xmx (conf/jvm.options or JDK_JAVA_OPTIONS), or lower maxmemory",
                new MemoryBudget(64 * MIB, PLENTY, PLENTY, false).problem(16 * GIB));
    }

    @Test
    void needsAHeapForAllDataIfPluginsKeepValuesThere() {
        MemoryBudget budget = new MemoryBudget(GIB, PLENTY, PLENTY, true);

        assertNull(budget.problem(GIB - 16 * MIB));
        assertTrue(String.valueOf(budget.problem(GIB - 16 * MIB + 1)).contains("values that plugins keep on the heap"));
    }

    @Test
    void needsAddressSpaceForShardsThatFillUnevenly() {
        MemoryBudget budget = new MemoryBudget(PLENTY, 11 * GIB, PLENTY, false);

        assertNull(budget.problem(10 * GIB));
        assertTrue(String.valueOf(budget.problem(10 * GIB + 1024)).contains("'ulimit -v'"));
    }

    @Test
    void needsMemoryForTheDataAndTheServer() {
        MemoryBudget budget = new MemoryBudget(PLENTY, PLENTY, GIB, false);

        assertNull(budget.problem(GIB - 64 * MIB));
        assertTrue(String.valueOf(budget.problem(GIB - 64 * MIB + 1)).contains("or container, has 1.00gb"));
    }

    @Test
    void cannotTellWhatTheMachineHasIfTheSystemDoesNotSay() {
        assertNull(new MemoryBudget(PLENTY, PLENTY, 0, false).problem(100 * GIB));
    }
}
