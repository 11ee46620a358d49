package dev.mortise.api;

import java.util.List;

/**
 * What the server's memory is used for, at one moment.
 *
 * <p>Three sizes of the same thing: <i>allocated</i> is what entries and index need, <i>active</i> what is taken for
 * them with the gaps that were freed and not filled yet, <i>resident</i> the memory of the machine behind it, with
 * pages kept for reuse. The JVM itself, its code and its heap, is in {@code processBytes} only.
 *
 * @param usedBytes what the data and the buffers of clients take; about what the process has grown by since its start
 * @param countedBytes the part of it that is compared with the limit: not what is about to be given back
 * @param limitBytes {@code maxmemory}, or 0 for none
 * @param peakBytes the most that was used
 * @param startupBytes what was used before the first client came
 * @param clientBytes what the buffers of clients take
 * @param indexBytes by the numbers of the databases, what it takes to find their keys; 0 for an empty one
 * @param keys how many there are, in all databases
 * @param heapBytes the part of the data that lies on the heap of the JVM
 * @param allocatedBytes what live entries and the index take outside the heap
 * @param activeBytes the same, with what is dead
 * @param residentBytes the pages behind it
 * @param processBytes the memory of the whole process
 */
@Preview
public record MemoryUse(
        long usedBytes,
        long countedBytes,
        long limitBytes,
        long peakBytes,
        long startupBytes,
        long clientBytes,
        List<Long> indexBytes,
        long keys,
        long heapBytes,
        long allocatedBytes,
        long activeBytes,
        long residentBytes,
        long processBytes) {

    private static final double PERCENT = 100;

    /** Keeps a copy of the list. */
    public MemoryUse {
        indexBytes = List.copyOf(indexBytes);
    }

    /** {@return what is no key and no value: the index, the buffers of clients, what was used at the start} */
    public long overheadBytes() {
        return startupBytes
                + clientBytes
                + indexBytes.stream().mapToLong(Long::longValue).sum();
    }

    /** {@return what keys and values take} */
    public long datasetBytes() {
        return Math.max(0, usedBytes - overheadBytes());
    }

    /** {@return how much of what was used since the start is keys and values, in percent} */
    public double datasetPercent() {
        return PERCENT * ratio(datasetBytes(), usedBytes - startupBytes);
    }

    /** {@return how near the peak is, in percent} */
    public double peakPercent() {
        return PERCENT * ratio(usedBytes, peakBytes);
    }

    /** {@return what one key takes on average, with its value and its part of everything else} */
    public long bytesPerKey() {
        return keys == 0 ? 0 : (usedBytes - startupBytes) / keys;
    }

    /**
     * {@return one size in proportion to another, or 0 if that is 0}
     *
     * @param bytes the one
     * @param ofBytes the other
     */
    public static double ratio(long bytes, long ofBytes) {
        return ofBytes == 0 ? 0 : (double) bytes / ofBytes;
    }
}
