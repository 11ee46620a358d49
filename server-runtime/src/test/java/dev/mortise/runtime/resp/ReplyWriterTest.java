package dev.mortise.runtime.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.SliceAccess;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyWriterTest {

    private final ReplyWriter writer = new ReplyWriter();

    @BeforeEach
    void beginReply() {
        writer.begin();
    }

    @Nested
    class WritesPartsOfSlices {

        private final byte[] bytes = bytesOf(200_000);

        @ParameterizedTest
        @CsvSource({"0, 0", "0, 1", "5, 10", "100, 199_900", "0, 200_000", "199_999, 1", "200_000, 0"})
        void onTheHeapAndOutsideOfIt(String from, String count) {
            int first = Integer.parseInt(from.replace("_", ""));
            int size = Integer.parseInt(count.replace("_", ""));
            Slice outside = SliceAccess.instance().unpointed();
            SliceAccess.instance().point(outside, MemorySegment.ofArray(bytes), 0, bytes.length);
            writer.array(2);
            writer.bulk(Slice.of(bytes), first, size);
            writer.bulk(outside, first, size);

            assertTrue(writer.complete());
            String part = "$" + size + "\r\n" + latin(bytes).substring(first, first + size) + "\r\n";
            assertEquals("*2\r\n" + part + part, written());
        }

        @ParameterizedTest
        @CsvSource({"-1, 1", "0, -1", "0, 6", "5, 1", "6, 0", "2147483647, 2147483647"})
        void butNoneThatThereAreNot(int from, int count) {
            assertThrows(IndexOutOfBoundsException.class, () -> writer.bulk(Slice.of("slice"), from, count));

            assertFalse(writer.complete());
            assertEquals("", written());
        }
    }

    @Nested
    class WritesEachKindOfValue {

        @Test
        void simpleOnes() {
            writer.array(6);
            writer.ok();
            writer.status("PONG");
            writer.bulk("é");
            writer.bulk(new byte[0]);
            writer.bulk(Slice.of("slice"));
            writer.bulk("a long text".getBytes(StandardCharsets.UTF_8), 2, 4);

            assertTrue(writer.complete());
            assertEquals("*6\r\n+OK\r\n+PONG\r\n$2\r\né\r\n$0\r\n\r\n$5\r\nslice\r\n$4\r\nlong\r\n", written());
        }

        @Test
        void thoseThatRespTwoLacks() {
            writeWhatDiffers();

            assertTrue(writer.complete());
            assertEquals(
                    "*9\r\n$-1\r\n*-1\r\n:1\r\n:0\r\n$3\r\n2.5\r\n$4\r\ntext\r\n*2\r\n+k\r\n:1\r\n*1\r\n:7\r\n*0\r\n",
                    written());
        }

        @Test
        void thoseThatRespThreeHas() {
            writer.protocol(3);

            writeWhatDiffers();

            assertTrue(writer.complete());
            assertEquals(
                    "*9\r\n_\r\n_\r\n#t\r\n#f\r\n,2.5\r\n=8\r\ntxt:text\r\n%1\r\n+k\r\n:1\r\n~1\r\n:7\r\n%0\r\n",
                    written());
        }

        private void writeWhatDiffers() {
            writer.array(9);
            writer.nil();
            writer.nilArray();
            writer.bool(true);
            writer.bool(false);
            writer.number(2.5);
            writer.verbatim("text");
            writer.map(1);
            writer.status("k");
            writer.integer(1);
            writer.set(1);
            writer.integer(7);
            writer.map(0);
        }

        @ParameterizedTest
        @ValueSource(
                longs = {
                    0,
                    1,
                    9,
                    10,
                    99,
                    100,
                    999,
                    1000,
                    9999,
                    10_000,
                    123_456_789,
                    -1,
                    -9,
                    -10,
                    -1000,
                    999_999_999_999_999_999L,
                    1_000_000_000_000_000_000L,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE,
                    Long.MIN_VALUE + 1
                })
        void integers(long number) {
            writer.integer(number);

            assertEquals(":" + number + "\r\n", written());
        }

        @Test
        void slicesOutsideOfTheHeap() {
            Slice slice = SliceAccess.instance().unpointed();
            byte[] bytes = bytesOf(200_000);
            SliceAccess.instance().point(slice, MemorySegment.ofArray(bytes), 10, 199_000);

            writer.bulk(slice);

            assertTrue(writer.complete());
            assertEquals("$199000\r\n" + latin(bytes).substring(10, 199_010) + "\r\n", written());
        }
    }

    @Nested
    class ArraysOfUnknownSize {

        @Test
        void getTheirSizeWhenTheyAreClosed() {
            int outer = writer.openArray();
            writer.integer(1);
            writer.map(1);
            writer.bulk("key");
            int inner = writer.openArray();
            writer.closeArray(inner);
            writer.integer(3);
            writer.closeArray(outer);

            assertTrue(writer.complete());
            assertEquals("*3\r\n:1\r\n*2\r\n$3\r\nkey\r\n*0\r\n:3\r\n", written());
        }

        @ParameterizedTest
        @ValueSource(ints = {9, 10, 999, 1000, 100_000})
        void mayHaveAnySize(int size) {
            int mark = writer.openArray();
            for (int i = 0; i < size; i++) {
                writer.integer(7);
            }
            writer.closeArray(mark);

            assertTrue(writer.complete());
            String expected = "*" + size + "\r\n" + ":7\r\n".repeat(size);
            assertEquals(expected.length(), writer.size());
            assertEquals(expected, written());
        }

        @Test
        void mayBeNestedDeeply() {
            int[] marks = new int[3000];
            for (int i = 0; i < marks.length; i++) {
                marks[i] = writer.openArray();
            }
            for (int i = marks.length; i-- > 0; ) {
                writer.closeArray(marks[i]);
            }

            assertTrue(writer.complete());
            assertEquals("*1\r\n".repeat(marks.length - 1) + "*0\r\n", written());
        }
    }

    @Nested
    class RefusesAnythingButOneValue {

        @Test
        void nothing() {
            assertFalse(writer.complete());
        }

        @Test
        void twoValues() {
            writer.ok();

            assertThrows(IllegalStateException.class, writer::ok);
            assertEquals("+OK\r\n", written());
        }

        @Test
        void anAggregateWithTooFewElements() {
            writer.array(2);
            writer.array(2);
            writer.ok();
            writer.ok();

            assertFalse(writer.complete());
        }

        @Test
        void anAggregateWithTooManyElements() {
            writer.map(1);
            writer.bulk("key");
            writer.bulk("value");

            assertThrows(IllegalStateException.class, () -> writer.array(0));
        }

        @Test
        void anArrayThatIsNotClosed() {
            writer.openArray();
            writer.ok();

            assertFalse(writer.complete());
        }

        @Test
        void anArrayClosedTooEarly() {
            int mark = writer.openArray();
            writer.array(1);

            assertThrows(IllegalStateException.class, () -> writer.closeArray(mark));
        }

        @Test
        void anArrayClosedBeforeTheOneInside() {
            int outer = writer.openArray();
            writer.openArray();

            assertThrows(IllegalStateException.class, () -> writer.closeArray(outer));
        }

        @Test
        void anArrayClosedTwice() {
            int mark = writer.openArray();
            writer.closeArray(mark);

            assertThrows(IllegalStateException.class, () -> writer.closeArray(mark));
        }

        @Test
        void aNegativeSize() {
            assertThrows(IllegalArgumentException.class, () -> writer.array(-1));
            assertThrows(IllegalArgumentException.class, () -> writer.map(-1));
        }
    }

    @Nested
    class Errors {

        @Test
        void replaceWhateverTheCommandWrote() {
            writer.ok();
            writer.begin();
            int mark = writer.openArray();
            writer.bulk(bytesOf(300_000));
            assertEquals(0, mark);

            writer.error(ServerError.wrongType());

            assertTrue(writer.complete());
            assertEquals("WRONGTYPE", writer.errorCode());
            assertEquals("+OK\r\n-WRONGTYPE Operation against a key holding the wrong kind of value\r\n", written());
        }

        @Test
        void areForgottenByTheNextReply() {
            writer.error(ServerError.syntax());

            writer.begin();

            assertNull(writer.errorCode());
        }

        @Test
        void stayOnOneLine() {
            writer.error(ServerError.err("two\r\nlines\n"));

            assertEquals("-ERR two  lines\r\n", written());
        }

        @Test
        void quoteArgumentsAsTheyAre() {
            Slice noText = Slice.of(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 0, 'b'});

            writer.error(ServerError.err("no '" + noText.quoted() + "', é or \uD83D\uDE00"));

            assertEquals(
                    "-ERR no 'a\u00ff\u00c3', \u00c3\u00a9 or \u00f0\u009f\u0098\u0080\r\n", latin(writtenBytes()));
        }

        @Test
        void quoteTheClientByteByByte() {
            writer.error("ERR", new byte[] {'"', (byte) 0xff, '\r', '"'});

            assertEquals("-ERR \"\u00ff \"\r\n", latin(writtenBytes()));
        }

        @Test
        void mayBeLongAndInAnyScript() {
            String text = "é".repeat(100_000);

            writer.error(ServerError.err(text));

            assertEquals("-ERR " + text + "\r\n", written());
        }
    }

    @Test
    void statusesStayOnOneLine() {
        writer.status("a\r\nb");

        assertEquals("+a  b\r\n", written());
    }

    @Test
    void pushesComeBetweenReplies() {
        writer.push(2);
        writer.bulk("message");
        writer.nil();
        writer.ok();
        writer.protocol(3);
        writer.push(1);
        writer.ok();

        assertTrue(writer.complete());
        assertEquals("*2\r\n$7\r\nmessage\r\n$-1\r\n+OK\r\n>1\r\n+OK\r\n", written());
        writer.begin();
        writer.array(2);
        assertThrows(IllegalStateException.class, () -> writer.push(1));
    }

    @Test
    void rewindingStartsTheReplyAgain() {
        writer.ok();
        writer.begin();
        writer.array(5);
        writer.bulk(bytesOf(1_000_000));

        writer.rewind();
        assertFalse(writer.complete());
        assertEquals(5, writer.size());
        writer.integer(5);

        assertTrue(writer.complete());
        assertEquals("+OK\r\n:5\r\n", written());
    }

    @ParameterizedTest
    @CsvSource({"65528", "65529", "65530", "65536", "1048576", "3000000"})
    void largeRepliesArePassedOnInChunks(int length) {
        byte[] bytes = bytesOf(length);
        writer.bulk(bytes);

        int[] largest = {0};
        writer.transferTo((chunk, from, count) -> largest[0] = Math.max(largest[0], count));
        assertTrue(largest[0] <= OutputBuffer.CHUNK_BYTES);
        assertEquals("$" + length + "\r\n" + latin(bytes) + "\r\n", latin(writtenBytes()));
    }

    @Test
    void aWriterIsUsedAgainAfterReset() {
        for (int i = 0; i < 3; i++) {
            writer.begin();
            int mark = writer.openArray();
            writer.bulk(bytesOf(2_000_000));
            writer.closeArray(mark);
            assertTrue(writer.complete());
            assertEquals(4 + 10 + 2_000_000 + 2, writer.size());
            assertEquals(writer.size(), writtenBytes().length);

            writer.reset();
            assertEquals(0, writer.size());
            assertEquals(0, writtenBytes().length);
        }
    }

    /**
     * Whatever is written, revoked and written again, the output is what remained. Seeded; the seed is in the message.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rewindingLeavesNoTrace(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            writer.begin();
            String attempt = writeSomething(random);
            if (random.nextInt(3) == 0) {
                writer.error(ServerError.syntax());
                attempt = "-ERR syntax error\r\n";
            }
            assertTrue(writer.complete(), "seed " + seed);
            expected.append(attempt);
            assertEquals(expected.length(), writer.size(), "seed " + seed);
        }

        assertEquals(expected.toString(), latin(writtenBytes()), "seed " + seed);
    }

    private String writeSomething(SplittableRandom random) {
        int size = random.nextInt(4);
        StringBuilder elements = new StringBuilder();
        boolean open = random.nextBoolean();
        int mark = 0;
        if (open) {
            mark = writer.openArray();
        } else {
            writer.array(size);
        }
        for (int i = 0; i < size; i++) {
            byte[] bytes = bytesOf(random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(2000));
            writer.bulk(bytes);
            elements.append('$')
                    .append(bytes.length)
                    .append("\r\n")
                    .append(latin(bytes))
                    .append("\r\n");
        }
        if (open) {
            writer.closeArray(mark);
        }
        return "*" + size + "\r\n" + elements;
    }

    private String written() {
        return new String(writtenBytes(), StandardCharsets.UTF_8);
    }

    private byte[] writtenBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.transferTo(bytes::write);
        return bytes.toByteArray();
    }

    private static byte[] bytesOf(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
