package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MappedSpaceTest {

    private static final long GIB = 1L << 30;

    @BeforeEach
    void needsMmap() {
        assumeTrue(MappedSpace.available());
    }

    @Test
    void isFarLongerThanTheMachineHasMemory() {
        try (MappedSpace space = MappedSpace.tryReserve(512 * GIB)) {
            assertNotNull(space);
            Memory.putLong(space.memory(), 511 * GIB, 42);
            assertEquals(42, Memory.getLong(space.memory(), 511 * GIB));
        }
    }

    @Test
    void showsZerosWhereMemoryWasGivenBack() {
        try (MappedSpace space = MappedSpace.tryReserve(GIB)) {
            assertNotNull(space);
            MemorySegment memory = space.memory();
            Memory.putLong(memory, 0, 1);
            Memory.putLong(memory, 1 << 18, 2);
            Memory.putLong(memory, 2 << 18, 3);

            space.giveBack(1 << 18, 1 << 18);

            assertEquals(1, Memory.getLong(memory, 0));
            assertEquals(0, Memory.getLong(memory, 1 << 18));
            assertEquals(3, Memory.getLong(memory, 2 << 18));
        }
    }

    @Test
    void keepsItsBytesOnAHugePage() {
        try (MappedSpace space = MappedSpace.tryReserve(GIB)) {
            assertNotNull(space);
            for (int at = 0; at < AddressSpace.HUGE_PAGE_BYTES; at += 8) {
                Memory.putLong(space.memory(), at, at);
            }
            // Whether the system has one to give is its own business.
            space.useHugePage(0);

            for (int at = 0; at < AddressSpace.HUGE_PAGE_BYTES; at += 8) {
                assertEquals(at, Memory.getLong(space.memory(), at));
            }
        }
    }

    @Test
    void throwsWhereAPointerWouldCrash() {
        MappedSpace space = MappedSpace.tryReserve(GIB);
        assertNotNull(space);
        MemorySegment memory = space.memory();
        space.close();

        assertThrows(IllegalStateException.class, () -> Memory.getLong(memory, 0));
        assertThrows(IllegalStateException.class, () -> space.giveBack(0, 4096));
    }

    @Test
    void isRefusedBeyondAllAddresses() {
        assertNull(MappedSpace.tryReserve(1L << 60));
    }

    @Test
    void isShorterWhenTheSystemRefuses() {
        // 2^16 regions of 32 GiB are more addresses than a process has.
        try (AddressSpace space = AddressSpace.reserve(1 << 16, 32 * GIB)) {
            Memory.putLong(space.memory(), space.memory().byteSize() - 8, 42);
            assertEquals(0, space.memory().byteSize() % (1L << 34));
        }
    }

    @Test
    void hasAPoorRelationForSystemsWithoutMmap() {
        try (AddressSpace space = new AllocatedSpace(1 << 20)) {
            Memory.putLong(space.memory(), 8192, 42);
            space.giveBack(8192, 4096);
            assertEquals(0, Memory.getLong(space.memory(), 8192));
        }
    }
}
