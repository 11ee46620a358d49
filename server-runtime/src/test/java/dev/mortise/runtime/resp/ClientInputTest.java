package dev.mortise.runtime.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientInputTest {

    private static final DecoderLimits LIMITS = DecoderLimits.defaults();

    private final Transcript client = new Transcript(LIMITS, true);
    private final ClientInput input = client.input();

    @Nested
    class HoldsNoMoreMemoryThanItMust {

        @Test
        void noneBeforeAndAfterRequests() {
            assertEquals(0, input.bytes().length);

            send("PING\r\n*1\r\n$4\r\nPING\r\n");

            assertEquals(0, input.bytes().length);
            assertEquals(0, input.pendingBytes());
        }

        @Test
        void justTheBytesOfASmallUnfinishedRequest() {
            send("*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPI");

            assertEquals(10, input.bytes().length);

            send("NG\r\n");
            assertEquals(0, input.bytes().length);
            assertEquals("[PING] [PING]", client.text());
        }

        @Test
        void nothingForWhatIsOnlyAnnounced() {
            send("*2147483647\r\n$536870912\r\n");

            assertTrue(input.bytes().length < 100);
        }

        @Test
        void atMostTwiceWhatCameOfALargeWordAndInTheEndItsSize() {
            int length = 1_000_000;
            String header = "*2\r\n$4\r\nECHO\r\n$" + length + "\r\n";
            send(header);
            int sent = header.length();
            byte[] piece = new byte[10_000];
            while (sent < header.length() + length) {
                client.read(piece, 0, piece.length);
                sent += piece.length;
                assertTrue(input.bytes().length <= Math.max(2 * sent, 16 * 1024), "after " + sent);
            }
            assertEquals(header.length() + length + 2, input.bytes().length);

            send("\r\n");

            assertEquals(0, input.bytes().length);
            assertEquals(length + "[ECHO|]".length(), client.text().length());
        }

        @Test
        void littleForWhatFollowsALargeRequest() {
            send("*2\r\n$4\r\nECHO\r\n$50000\r\n" + "x".repeat(40_000));
            send("x".repeat(10_000) + "\r\n*1\r\n$4");

            assertEquals(6, input.bytes().length);
        }

        @Test
        void copiesOfAllArraysTogetherAreLinear() {
            String header = "*20000\r\n";
            send(header);
            long copied = 0;
            int before = input.bytes().length;
            for (int i = 0; i < 20_000; i++) {
                send("$5\r\nabcde\r\n");
                int now = input.bytes().length;
                if (now != before && now > ClientInput.MOST_CARRIED_BYTES) {
                    copied += now;
                }
                before = now;
            }

            assertTrue(copied <= 4 * 20_000 * 11, copied + " bytes");
        }
    }

    @Nested
    class LimitsUnfinishedRequests {

        private static final String BEGUN = "*2\r\n$3\r\nGET\r\n$100000\r\n";

        /** Eight bytes more for the one word that is complete. */
        @ParameterizedTest
        @ValueSource(ints = {1, 100, 100_000})
        void inBytes(int piece) {
            byte[] bytes = Transcript.wire(BEGUN + "x".repeat(50_000));

            assertEquals("...", read(bytes, bytes.length + 8L, piece));
            assertEquals("overflow", read(bytes, bytes.length + 7L, piece));
        }

        @Test
        void butNotTheNumberOfCompleteOnes() {
            byte[] bytes = Transcript.wire("PING\r\n".repeat(1000));

            assertNotEquals("overflow", read(bytes, 10, 1000));
        }

        private String read(byte[] bytes, long maxPendingBytes, int piece) {
            Transcript limited = new Transcript(LIMITS.withMaxPendingBytes(maxPendingBytes), true);
            for (int at = 0; at < bytes.length; at += piece) {
                limited.read(bytes, at, Math.min(piece, bytes.length - at));
            }
            return limited.text();
        }
    }

    @Test
    void theLongestWordCanBeChangedAtAnyTime() {
        byte[] wire = Transcript.wire("*1\r\n$9\r\n");

        assertEquals(
                "...",
                new Transcript(LIMITS.withMaxBulkBytes(9), true)
                        .read(wire, 0, wire.length)
                        .text());
        assertEquals(
                "Protocol error: invalid bulk length",
                new Transcript(LIMITS.withMaxBulkBytes(8), true)
                        .read(wire, 0, wire.length)
                        .text());
    }

    @Nested
    class Batches {

        private final RequestBatch batch = new RequestBatch();
        private final ClientInput own = new ClientInput(new byte[ClientInput.SHARED_BYTES]);

        @ParameterizedTest
        @ValueSource(ints = {127, 128})
        void haveSoManyRequests(int count) {
            receive("PING\r\n".repeat(count));

            assertEquals(DecoderStop.NEEDS_MORE, decode());
            assertEquals(count, batch.count());
        }

        @Test
        void areFollowedByOthers() {
            receive("PING\r\n".repeat(129));

            assertEquals(DecoderStop.BATCH_FULL, decode());
            assertEquals(128, batch.count());
            assertEquals(DecoderStop.NEEDS_MORE, decode());
            assertEquals(1, batch.count());
        }

        @Test
        void endWhenTheyHaveManyWords() {
            String request = "a ".repeat(RequestBatch.ENOUGH_WORDS - 1) + "\r\n";
            receive(request + "b c\r\nPING\r\n");

            assertEquals(DecoderStop.BATCH_FULL, decode());
            assertEquals(2, batch.count());
            assertEquals(RequestBatch.ENOUGH_WORDS - 1, batch.wordCount(0));
            assertEquals("[b|c]", Transcript.show(batch, 1));
        }

        @Test
        void canBeGivenBackInPart() {
            receive("first\r\n*1\r\n$6\r\nsecond\r\nthird 'quoted'\r\n*1\r\n$6\r\nfou");
            assertEquals(DecoderStop.BATCH_FULL, decode());
            assertEquals(2, batch.count());

            own.unread(batch, 1);
            own.release();

            assertEquals(0, own.prepare(0));
            assertEquals(DecoderStop.BATCH_FULL, decode());
            assertEquals("[second]", Transcript.show(batch, 0));
            assertEquals(DecoderStop.BATCH_FULL, decode());
            assertEquals("[third|quoted]", Transcript.show(batch, 0));
            own.unread(batch, 0);
            own.release();
            receive("rth\r\n");
            decode();
            assertEquals("[third|quoted]", Transcript.show(batch, 0));
            assertEquals(DecoderStop.NEEDS_MORE, decode());
            assertEquals("[fourth]", Transcript.show(batch, 0));
        }

        @Test
        void givenBackFindTheErrorBehindThemAgain() {
            receive("PING\r\n*x\r\n");
            assertEquals(DecoderStop.PROTOCOL_ERROR, decode());

            own.unread(batch, 0);
            own.release();

            own.prepare(0);
            assertEquals(DecoderStop.PROTOCOL_ERROR, decode());
            assertEquals(1, batch.count());
            assertEquals(DecoderStop.PROTOCOL_ERROR, decode());
            assertEquals(0, batch.count());
        }

        private void receive(String text) {
            byte[] wire = Transcript.wire(text);
            assertEquals(wire.length, own.prepare(wire.length));
            System.arraycopy(wire, 0, own.bytes(), own.limit(), wire.length);
            own.received(wire.length);
        }

        private DecoderStop decode() {
            return own.decode(batch, LIMITS, true);
        }
    }

    private void send(String text) {
        byte[] wire = Transcript.wire(text);
        client.read(wire, 0, wire.length);
    }
}
