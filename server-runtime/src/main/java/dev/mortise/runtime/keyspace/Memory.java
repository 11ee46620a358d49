package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes of the region, little-endian and at any offset.
 *
 * <p>Short copies and comparisons, which keys and most values are, go eight bytes at a time without leaving compiled
 * code; the last step overlaps the one before, so that no loop over single bytes is left. Every access is checked
 * against the bounds of the segment and against its being closed.
 */
final class Memory {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** From here on the general copy is faster, in spite of what it costs to set up. */
    private static final int LONG_COPY_BYTES = 128;

    private Memory() {}

    static long getLong(MemorySegment memory, long at) {
        return memory.get(LONG, at);
    }

    static void putLong(MemorySegment memory, long at, long value) {
        memory.set(LONG, at, value);
    }

    static int getInt(MemorySegment memory, long at) {
        return memory.get(INT, at);
    }

    static void putInt(MemorySegment memory, long at, int value) {
        memory.set(INT, at, value);
    }

    static byte getByte(MemorySegment memory, long at) {
        return memory.get(BYTE, at);
    }

    static void putByte(MemorySegment memory, long at, byte value) {
        memory.set(BYTE, at, value);
    }

    static void zero(MemorySegment memory, long at, long bytes) {
        memory.asSlice(at, bytes).fill((byte) 0);
    }

    /** Copies from an array into the region. */
    static void copy(byte[] source, int from, MemorySegment memory, long to, int bytes) {
        if (bytes > LONG_COPY_BYTES) {
            MemorySegment.copy(source, from, memory, BYTE, to, bytes);
        } else if (bytes >= 8) {
            int last = bytes - 8;
            for (int i = 0; i < last; i += 8) {
                memory.set(LONG, to + i, (long) LONGS.get(source, from + i));
            }
            memory.set(LONG, to + last, (long) LONGS.get(source, from + last));
        } else if (bytes >= 4) {
            memory.set(INT, to, (int) INTS.get(source, from));
            memory.set(INT, to + bytes - 4, (int) INTS.get(source, from + bytes - 4));
        } else {
            for (int i = 0; i < bytes; i++) {
                memory.set(BYTE, to + i, source[from + i]);
            }
        }
    }

    /** Copies from the region into an array. */
    static void copy(MemorySegment memory, long from, byte[] target, int to, int bytes) {
        if (bytes > LONG_COPY_BYTES) {
            MemorySegment.copy(memory, BYTE, from, target, to, bytes);
        } else if (bytes >= 8) {
            int last = bytes - 8;
            for (int i = 0; i < last; i += 8) {
                LONGS.set(target, to + i, memory.get(LONG, from + i));
            }
            LONGS.set(target, to + last, memory.get(LONG, from + last));
        } else {
            for (int i = 0; i < bytes; i++) {
                target[to + i] = memory.get(BYTE, from + i);
            }
        }
    }

    /** Copies within the region or between two; the ranges may overlap. */
    static void copy(MemorySegment source, long from, MemorySegment memory, long to, long bytes) {
        MemorySegment.copy(source, from, memory, to, bytes);
    }

    /** {@return whether the bytes in memory are those of the array} */
    static boolean equal(MemorySegment memory, long at, byte[] other, int offset, int bytes) {
        if (bytes >= 8) {
            int last = bytes - 8;
            for (int i = 0; i < last; i += 8) {
                if (memory.get(LONG, at + i) != (long) LONGS.get(other, offset + i)) {
                    return false;
                }
            }
            return memory.get(LONG, at + last) == (long) LONGS.get(other, offset + last);
        }
        if (bytes >= 4) {
            return memory.get(INT, at) == (int) INTS.get(other, offset)
                    && memory.get(INT, at + bytes - 4) == (int) INTS.get(other, offset + bytes - 4);
        }
        for (int i = 0; i < bytes; i++) {
            if (memory.get(BYTE, at + i) != other[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
