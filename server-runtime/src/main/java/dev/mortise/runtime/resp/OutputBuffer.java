package dev.mortise.runtime.resp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Collects the bytes of replies until they are handed to the socket.
 *
 * <p><b>Why it exists.</b> A reply is mostly a few bytes, which should cost a few stores into an array, and sometimes
 * half a gigabyte, which must not need an array of that size. What was written must be revocable, as a command may fail
 * half-way; and the header of an array may be known only when its elements have been written.
 *
 * <p><b>How it works.</b> Bytes go into a chunk of fixed size. A full chunk is followed by another one. The output is a
 * list of <i>spans</i>, each a part of one chunk:
 *
 * <pre>
 *   chunk 0                                          chunk 1
 *   +----------------+------+---------------------+  +-----------------------+
 *   | span 0         | gap  | span 1              |  | span 2    |   free    |
 *   +----------------+------+---------------------+  +-----------------------+
 *                    ^ a header goes here later                  ^ position
 * </pre>
 *
 * <p>A {@linkplain #openGap gap} ends the span being written and begins the next one a little further on. Closing it
 * writes the header at the end of the gap and lets the span after it begin there. Nothing is ever shifted, however much
 * follows the gap.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Spans are in the order of the output; only the last one grows.
 *   <li>A span never begins in front of the gap before it, so a gap can be closed at any later time.
 *   <li>{@code sealedBytes} is the sum of the spans but the last.
 * </ol>
 *
 * <p><b>Cost.</b> O(bytes). The first chunk is kept for ever, {@link #SPARE_CHUNKS} more for the next large reply.
 *
 * <p><b>What we did not do.</b> Double one array: a value of 512 MB would be copied ten times and need a gigabyte at
 * the end. Shift the elements to make room for a header: O(elements) for each level of nesting.
 *
 * <p>Not thread-safe; belongs to one event loop.
 */
final class OutputBuffer {

    static final int CHUNK_BYTES = 64 * 1024;
    static final int SPARE_CHUNKS = 15;

    private static final byte[] NO_CHUNK = {};

    /** The chunk being written. What is written in place needs {@link #require} first. */
    byte[] bytes;

    /** Where the next byte goes. */
    int position;

    private byte[][] chunks = new byte[8][0];
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int span;
    private long sealedBytes;

    private final byte[][] spares = new byte[SPARE_CHUNKS][0];
    private int spareCount;

    OutputBuffer() {
        bytes = new byte[CHUNK_BYTES];
        chunks[0] = bytes;
    }

    /** Makes sure that so many bytes, at most {@link #CHUNK_BYTES}, can be written in one piece. */
    void require(int count) {
        if (bytes.length - position < count) {
            nextChunk();
        }
    }

    void append(byte[] source, int from, int count) {
        int at = from;
        int left = count;
        while (left > 0) {
            int now = Math.min(left, room());
            System.arraycopy(source, at, bytes, position, now);
            position += now;
            at += now;
            left -= now;
        }
    }

    void append(MemorySegment source, long from, int count) {
        long at = from;
        int left = count;
        while (left > 0) {
            int now = Math.min(left, room());
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, bytes, position, now);
            position += now;
            at += now;
            left -= now;
        }
    }

    /** Ends the span and begins another one behind a gap. Returns what {@link #closeGap} must be given. */
    int openGap(int gapBytes) {
        require(gapBytes);
        seal();
        begin(bytes, position + gapBytes);
        return span;
    }

    /**
     * Fills the end of a gap and forgets the rest of it.
     *
     * @param gap what {@link #openGap} returned
     * @param header bytes that shall stand before what was written since, at most as many as the gap has
     */
    void closeGap(int gap, byte[] header, int count) {
        int start = starts[gap] - count;
        System.arraycopy(header, 0, chunks[gap], start, count);
        starts[gap] = start;
        if (gap < span) {
            sealedBytes += count;
        }
    }

    /** {@return how many bytes have been written} */
    long size() {
        return sealedBytes + position - starts[span];
    }

    /** {@return the state of now, for {@link #rewind}} */
    long mark() {
        return (long) span << 32 | position;
    }

    /** Forgets what has been written since a mark was taken. */
    @SuppressWarnings("ReferenceEquality") // which chunk it is counts, not what is in it
    void rewind(long mark) {
        int markedSpan = (int) (mark >>> 32);
        while (span > markedSpan) {
            if (chunks[span] != chunks[span - 1]) {
                giveBack(chunks[span]);
            }
            chunks[span] = NO_CHUNK;
            span--;
            sealedBytes -= ends[span] - starts[span];
        }
        bytes = chunks[span];
        position = (int) mark;
    }

    /** Hands everything on in order; the buffer stays as it is until {@link #reset}. */
    void transferTo(OutputSink sink) {
        ends[span] = position;
        for (int i = 0; i <= span; i++) {
            int count = ends[i] - starts[i];
            if (count > 0) {
                sink.accept(chunks[i], starts[i], count);
            }
        }
    }

    /** Forgets everything. */
    void reset() {
        rewind(0);
    }

    private int room() {
        if (position == bytes.length) {
            nextChunk();
        }
        return bytes.length - position;
    }

    private void nextChunk() {
        seal();
        begin(spareCount > 0 ? takeSpare() : new byte[CHUNK_BYTES], 0);
    }

    private void seal() {
        ends[span] = position;
        sealedBytes += position - starts[span];
    }

    private void begin(byte[] chunk, int start) {
        span++;
        if (span == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * span);
            starts = Arrays.copyOf(starts, 2 * span);
            ends = Arrays.copyOf(ends, 2 * span);
        }
        chunks[span] = chunk;
        starts[span] = start;
        bytes = chunk;
        position = start;
    }

    private byte[] takeSpare() {
        return spares[--spareCount];
    }

    private void giveBack(byte[] chunk) {
        if (spareCount < SPARE_CHUNKS) {
            spares[spareCount++] = chunk;
        }
    }
}
