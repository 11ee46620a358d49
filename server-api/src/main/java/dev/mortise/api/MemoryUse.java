package dev.mortise.api;

import java.util.List;

/**
 * What the server's memory is used for, at one moment.
 *
 * <p>Three sizes of the same thing: <i>allocated</i> is what entries and index need, <i>active</i> what is taken for
 * them with the gaps that were freed and not filled yet, <i>resident</i> the memory of the machine behind it, with
 * pages kept for reuse. The JVM itself, its code and its heap, is in {@code processBytes} only, and in {@code
 * programBytes} as it was at first.
 *
 * <p>How much is lost between one size and the next tell {@link #allocatorFragmentation}, {@link #allocatorExcess},
 * {@link #processExcess} and, from the first to the last, {@link #fragmentation}.
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
 * @param processBytes the memory of the whole process, or 0 if it is not known
 * @param programBytes the part of it that is no data, the JVM with its code and its heap, as it was when it was first
 *     looked at, soon after the start; 0 if it is not known
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
        long processBytes,
        long programBytes) {

    private static final double PERCENT = 100;

    /**
     * How much more there is of something than is needed.
     *
     * @param ratio of what there is to what is needed; 1 if nothing is lost
     * @param bytes what there is, less what is needed; negative if there is less
     */
    public record Excess(double ratio, long bytes) {

        private static final Excess UNKNOWN = new Excess(1, 0);

        private static Excess of(long bytes, long neededBytes) {
            return new Excess(neededBytes <= 0 ? 1 : (double) bytes / neededBytes, bytes - neededBytes);
        }
    }

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
     * {@return how much of what is taken for entries and index is dead}
     *
     * <p>In this proportion and the next three the {@code programBytes} are on both sides. So they say how much of the
     * server's memory is lost, as those of Redis do, whose allocator serves the program as well as the data: with much
     * data they are those of the data, and with little the few pages kept for one small key are not a thousandfold.
     */
    public Excess allocatorFragmentation() {
        return Excess.of(activeBytes + programBytes, allocatedBytes + programBytes);
    }

    /** {@return how many of the pages behind entries and index are kept for reuse} */
    public Excess allocatorExcess() {
        return Excess.of(residentBytes + programBytes, activeBytes + programBytes);
    }

    /** {@return by how much the process has grown beyond what is there for data and clients; nothing if not known} */
    public Excess processExcess() {
        return processBytes == 0
                ? Excess.UNKNOWN
                : Excess.of(processBytes, residentBytes + heapBytes + clientBytes + programBytes);
    }

    /**
     * {@return by how much the process is greater than what is used and the program need; nothing if not known}
     *
     * <p>Less than is needed, a ratio below 1, means that the system has taken memory away from the process.
     */
    public Excess fragmentation() {
        return processBytes == 0 ? Excess.UNKNOWN : Excess.of(processBytes, usedBytes + programBytes);
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
