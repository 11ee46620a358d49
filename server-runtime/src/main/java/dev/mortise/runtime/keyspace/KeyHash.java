package dev.mortise.runtime.keyspace;

import dev.mortise.runtime.random.SystemRandom;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The hash by which a key finds its shard and its place there.
 *
 * <p><b>How it works.</b> Sixteen bytes at a time are masked with secrets, multiplied, and the two halves of the
 * 128-bit product are xored together: a <i>folded multiply</i>, as the wyhash family does it. One multiplication
 * mixes 16 bytes.
 *
 * <p><b>Why secrets.</b> A client who could foresee hashes could send a million keys that all fall into one bucket.
 * The secrets are drawn anew in every process, so nothing learnt from one server helps against another, and a hash
 * must never leave the process: neither into a file nor, by a SCAN cursor, more than its upper bits into a reply.
 *
 * <p><b>Which bits mean what.</b> Bits 0-15 choose the shard, bits 24-31 make the {@linkplain #tag tag}, bits 32-63
 * are the {@linkplain #position position}, the place of the key in the order of its table. They overlap nowhere, so
 * keys that agree in one are spread evenly in the others.
 *
 * <p><b>Cost.</b> About 2 ns for a key of 16 bytes. Immutable, for all threads.
 */
final class KeyHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final long seed;
    private final long firstMask;
    private final long secondMask;

    private KeyHash(long seed, long firstMask, long secondMask) {
        this.seed = seed;
        this.firstMask = firstMask;
        this.secondMask = secondMask;
    }

    /** {@return a hash that nobody can foresee} */
    static KeyHash random() {
        ByteBuffer secrets = ByteBuffer.wrap(SystemRandom.bytes(3 * Long.BYTES));
        return of(secrets.getLong(), secrets.getLong(), secrets.getLong());
    }

    /** {@return a hash with these secrets, which should have about as many ones as zeros} */
    static KeyHash of(long seed, long firstMask, long secondMask) {
        return new KeyHash(seed, firstMask | 1, secondMask | 1);
    }

    long hash(byte[] key, int offset, int length) {
        long state = seed;
        long first;
        long second;
        if (length > 16) {
            int last = offset + length - 16;
            for (int at = offset; at < last; at += 16) {
                state = fold((long) LONGS.get(key, at) ^ firstMask, (long) LONGS.get(key, at + 8) ^ state);
            }
            first = (long) LONGS.get(key, last);
            second = (long) LONGS.get(key, last + 8);
        } else if (length >= 8) {
            first = (long) LONGS.get(key, offset);
            second = (long) LONGS.get(key, offset + length - 8);
        } else if (length >= 4) {
            first = (int) INTS.get(key, offset);
            second = (int) INTS.get(key, offset + length - 4);
        } else {
            first = length == 0 ? 0 : few(key[offset], key[offset + (length >>> 1)], key[offset + length - 1]);
            second = 0;
        }
        return finish(first, second, state, length);
    }

    /** {@return the same hash of a key that lies in memory} */
    long hash(MemorySegment memory, long offset, int length) {
        long state = seed;
        long first;
        long second;
        if (length > 16) {
            long last = offset + length - 16;
            for (long at = offset; at < last; at += 16) {
                state = fold(Memory.getLong(memory, at) ^ firstMask, Memory.getLong(memory, at + 8) ^ state);
            }
            first = Memory.getLong(memory, last);
            second = Memory.getLong(memory, last + 8);
        } else if (length >= 8) {
            first = Memory.getLong(memory, offset);
            second = Memory.getLong(memory, offset + length - 8);
        } else if (length >= 4) {
            first = Memory.getInt(memory, offset);
            second = Memory.getInt(memory, offset + length - 4);
        } else {
            first = length == 0
                    ? 0
                    : few(
                            Memory.getByte(memory, offset),
                            Memory.getByte(memory, offset + (length >>> 1)),
                            Memory.getByte(memory, offset + length - 1));
            second = 0;
        }
        return finish(first, second, state, length);
    }

    /** {@return the place of a key in the order of its table: an unsigned number of 32 bits} */
    static long position(long hash) {
        return hash >>> 32;
    }

    /** {@return what a slot remembers of a key: 1 to 127} */
    static int tag(long hash) {
        return 1 + ((((int) (hash >>> 24) & 0xFF) * 127) >>> 8);
    }

    private static int few(byte first, byte middle, byte last) {
        return ((first & 0xFF) << 16) | ((middle & 0xFF) << 8) | (last & 0xFF);
    }

    private long finish(long first, long second, long state, int length) {
        return fold(secondMask ^ length, fold(first ^ firstMask, second ^ state));
    }

    private static long fold(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
    }
}
