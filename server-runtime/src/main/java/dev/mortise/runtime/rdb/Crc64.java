package dev.mortise.runtime.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of snapshots and of what {@code DUMP} answers: 64 bits, the polynomial of Jones, reflected, from 0 and
 * without a final exclusive or. That of {@code 123456789} is {@code e9c6d914c4b8d9ca}.
 *
 * <p><b>How.</b> Slicing by eight: one table tells what a byte does to the checksum, seven more what it does with one
 * to seven other bytes behind it; so eight bytes need eight loads that do not wait for each other. About 1.5 GB/s,
 * where byte by byte it is 0.4; the tables take 16 KiB, half of the nearest cache.
 */
final class Crc64 {

    private static final long POLYNOMIAL = 0x95AC_9329_AC4B_C9B5L;
    private static final int BYTES = 256;
    private static final int BYTE_MASK = BYTES - 1;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] TABLES = tables();

    private Crc64() {}

    private static long[] tables() {
        long[] tables = new long[Long.BYTES * BYTES];
        for (int i = 0; i < BYTES; i++) {
            long crc = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
            }
            tables[i] = crc;
        }
        for (int i = BYTES; i < tables.length; i++) {
            long before = tables[i - BYTES];
            tables[i] = before >>> Byte.SIZE ^ tables[(int) before & BYTE_MASK];
        }
        return tables;
    }

    /**
     * {@return the checksum of some bytes and these}
     *
     * @param before the checksum of those before, 0 if there are none
     */
    static long update(long before, byte[] bytes, int from, int count) {
        long[] t = TABLES;
        long crc = before;
        int at = from;
        int end = from + count;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            crc ^= (long) LONGS.get(bytes, at);
            crc = t[7 * BYTES + ((int) crc & BYTE_MASK)]
                    ^ t[6 * BYTES + ((int) (crc >>> 8) & BYTE_MASK)]
                    ^ t[5 * BYTES + ((int) (crc >>> 16) & BYTE_MASK)]
                    ^ t[4 * BYTES + ((int) (crc >>> 24) & BYTE_MASK)]
                    ^ t[3 * BYTES + ((int) (crc >>> 32) & BYTE_MASK)]
                    ^ t[2 * BYTES + ((int) (crc >>> 40) & BYTE_MASK)]
                    ^ t[BYTES + ((int) (crc >>> 48) & BYTE_MASK)]
                    ^ t[(int) (crc >>> 56) & BYTE_MASK];
        }
        for (; at < end; at++) {
            crc = crc >>> Byte.SIZE ^ t[(int) (crc ^ bytes[at]) & BYTE_MASK];
        }
        return crc;
    }
}
