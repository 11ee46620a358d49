package dev.mortise.runtime.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a protocol error is expected, redis-server 7.0.15 was asked for it. */
class RespDecoderTest {

    private static final DecoderLimits LIMITS = DecoderLimits.defaults();

    static Stream<Arguments> conversations() {
        return Stream.of(
                // Requests.
                Arguments.of("*1\r\n$4\r\nPING\r\n", "[PING]"),
                Arguments.of("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n*1\r\n$4\r\nPING\r\n", "[SET|k|] [PING]"),
                Arguments.of("*2\r\n$3\r\nGET\r\n$12\r\na\r\n$1\r\n*2\r\nb\r\n", "[GET|a\r\n$1\r\n*2\r\nb]"),
                Arguments.of("*1\r\n$0\r\n\r\n", "[]"),
                Arguments.of("*12\r\n" + "$1\r\na\r\n".repeat(12), "[" + "a|".repeat(11) + "a]"),
                // Requests of no words are passed over.
                Arguments.of("*0\r\n*-1\r\n*-5\r\n*-9223372036854775808\r\n*1\r\n$4\r\nPING\r\n", "[PING]"),
                // The bytes where a line feed belongs are skipped.
                Arguments.of("*1\rX$4\rXPINGXY*1\r\n$4\r\nPING\r\n", "[PING] [PING]"),
                // Inline requests.
                Arguments.of("PING\r\nPING\nGET  a \t b\r\n", "[PING] [PING] [GET|a|b]"),
                Arguments.of("\r\n\n   \r\n\r\r\nPING\r\n*1\r\n$4\r\nPING\r\n", "[PING] [PING]"),
                Arguments.of("PING \r\r\n", "[PING]"),
                Arguments.of("echo a\rb\r\n", "[echo|a|b]"),
                Arguments.of(" * 1\r\n", "[*|1]"),
                Arguments.of("set k \"a b\"\r\nget k\r\nset 'k' c\r\n", "[set|k|a b] [get|k] [set|k|c]"),
                // A zero byte hides the end of a line.
                Arguments.of("a\0b\r\n*1\r\n$4\r\nPING\r\n", "..."),
                Arguments.of("*1\0\r\n$4\r\nPING\r\n", "..."),
                Arguments.of("*1\r\n\0$4\r\nPING\r\n", "..."),
                // Word counts.
                Arguments.of("*+1\r\n$4\r\nPING\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("* 1\r\n$4\r\nPING\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*1 \r\n$4\r\nPING\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*01\r\n$4\r\nPING\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*-0\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*-\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*1\n$4\r\nPING\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*2147483647\r\n", "..."),
                Arguments.of("*2147483648\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*9223372036854775808\r\n", "Protocol error: invalid multibulk length"),
                Arguments.of("*-9223372036854775809\r\n", "Protocol error: invalid multibulk length"),
                // Lengths.
                Arguments.of("*1\r\n$+4\r\nPING\r\n", "Protocol error: invalid bulk length"),
                Arguments.of("*1\r\n$04\r\nPING\r\n", "Protocol error: invalid bulk length"),
                Arguments.of("*1\r\n$-1\r\n", "Protocol error: invalid bulk length"),
                Arguments.of("*1\r\n$-0\r\n\r\n", "Protocol error: invalid bulk length"),
                Arguments.of("*1\r\n$\r\n", "Protocol error: invalid bulk length"),
                Arguments.of("*1\r\n$536870912\r\n", "..."),
                Arguments.of("*1\r\n$536870913\r\n", "Protocol error: invalid bulk length"),
                Arguments.of("*1\r\n$9999999999\r\n", "Protocol error: invalid bulk length"),
                Arguments.of("*1\r\nPING\r\n", "Protocol error: expected '$', got 'P'"),
                Arguments.of("*1\r\nPING", "..."),
                Arguments.of("*2\r\n$4\r\nPING\r\n*1\r\n", "Protocol error: expected '$', got '*'"),
                Arguments.of("*1\r\n\u00ffabc\r\n", "Protocol error: expected '$', got '\u00ff'"),
                Arguments.of("*1\r\n\r\n", "Protocol error: expected '$', got '\r'"),
                // Requests before an error are answered, those after it are not.
                Arguments.of(
                        "*1\r\n$4\r\nPING\r\n*x\r\n*1\r\n$4\r\nPING\r\n",
                        "[PING] Protocol error: invalid multibulk length"),
                Arguments.of("PING\r\n\"\r\nPING\r\n", "[PING] Protocol error: unbalanced quotes in request"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void understandsWhatRedisUnderstands(String wire, String transcript) {
        assertEquals(transcript, Transcript.of(Transcript.wire(wire)));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void doesNotCareWhereBytesAreCut(String wire, String transcript) {
        byte[] bytes = Transcript.wire(wire);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                Transcript cut = new Transcript(LIMITS, true)
                        .read(bytes, 0, first)
                        .read(bytes, first, second - first)
                        .read(bytes, second, bytes.length - second);
                assertEquals(transcript, cut.text(), "cut at " + first + " and " + second);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void takesBytesOneByOne(String wire, String transcript) {
        assertEquals(transcript, inPieces(Transcript.wire(wire), 1, LIMITS, true));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void doesNotReadBeyondWhatWasReceived(String wire, String transcript) {
        byte[] bytes = Transcript.wire(wire);
        for (int limit = 0; limit <= bytes.length; limit++) {
            assertEquals(decodedPrefix(bytes, limit, '\r'), decodedPrefix(bytes, limit, '9'), transcript);
        }
    }

    /** Decodes the first bytes of an array whose rest is something else. */
    private static String decodedPrefix(byte[] bytes, int limit, char rest) {
        byte[] array = new byte[bytes.length + 64];
        Arrays.fill(array, (byte) rest);
        System.arraycopy(bytes, 0, array, 0, limit);
        RequestBatch batch = new RequestBatch();
        RespDecoder decoder = new RespDecoder();
        DecoderStop stop = decoder.decode(array, limit, batch, LIMITS, true);
        return stop + " " + batch.count() + " " + decoder.keepFrom() + " " + decoder.error();
    }

    @Nested
    class LimitsTheLengthOfLines {

        @ParameterizedTest
        @ValueSource(strings = {"*", "*1\r\n$", ""})
        void thatDoNotEnd(String before) {
            int room = 65_536 - (before.isEmpty() ? 0 : 1);

            assertEquals("...", Transcript.of(Transcript.wire(before + "1".repeat(room))));
            String error = Transcript.of(Transcript.wire(before + "1".repeat(room + 1)));
            assertTrue(error.startsWith("Protocol error: too big"), error);
        }

        @Test
        void inTheWordsOfRedis() {
            String long_ = "1".repeat(70_000);

            assertEquals("Protocol error: too big mbulk count string", Transcript.of(Transcript.wire("*" + long_)));
            assertEquals(
                    "Protocol error: too big bulk count string", Transcript.of(Transcript.wire("*1\r\n$" + long_)));
            assertEquals("Protocol error: too big inline request", Transcript.of(Transcript.wire(long_)));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 4096, 65_536, 70_000})
        void howeverTheyAreCut(int piece) {
            byte[] longest = Transcript.wire("a".repeat(65_536) + "\nPING\n");
            byte[] longer = Transcript.wire("a".repeat(65_537) + "\nPING\n");

            assertEquals("[" + "a".repeat(65_536) + "] [PING]", inPieces(longest, piece, LIMITS, true));
            assertEquals("Protocol error: too big inline request", inPieces(longer, piece, LIMITS, true));
        }

        @Test
        void withAZeroByteInThem() {
            assertEquals("...", Transcript.of(Transcript.wire("\0" + "\n".repeat(65_535))));
            assertEquals(
                    "Protocol error: too big inline request",
                    Transcript.of(Transcript.wire("\0" + "\n".repeat(65_536))));
        }
    }

    @Nested
    class BeforeAuthentication {

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 1000})
        void limitsAreTight(int piece) {
            assertEquals("[" + "a|".repeat(9) + "a]", read("*10\r\n" + "$1\r\na\r\n".repeat(10), piece));
            assertEquals("Protocol error: unauthenticated multibulk length", read("*11\r\n", piece));
            assertEquals("Protocol error: invalid multibulk length", read("*2147483648\r\n", piece));
            assertEquals("...", read("*1\r\n$16384\r\n", piece));
            assertEquals("Protocol error: unauthenticated bulk length", read("*1\r\n$16385\r\n", piece));
            assertEquals("Protocol error: invalid bulk length", read("*1\r\n$536870913\r\n", piece));
        }

        @Test
        void everyBatchHasOneRequestForTheNextMayBeAllowedMore() {
            byte[] bytes = Transcript.wire("AUTH secret\r\n*11\r\n" + "$1\r\na\r\n".repeat(11));
            RespDecoder decoder = new RespDecoder();
            RequestBatch batch = new RequestBatch();

            assertEquals(DecoderStop.BATCH_FULL, decoder.decode(bytes, bytes.length, batch, LIMITS, false));
            assertEquals(1, batch.count());
            batch.clear();
            assertEquals(DecoderStop.NEEDS_MORE, decoder.decode(bytes, bytes.length, batch, LIMITS, true));
            assertEquals(11, batch.wordCount(0));
        }

        private String read(String wire, int piece) {
            return inPieces(Transcript.wire(wire), piece, LIMITS, false);
        }
    }

    @Nested
    class WorkIsLinear {

        /** Bytes that have been used are overwritten, so looking at them again would show. */
        @Test
        void noByteOfARequestIsLookedAtTwice() {
            int words = 100_000;
            byte[] bytes = Transcript.wire("*" + words + "\r\n" + "$3\r\nabc\r\n".repeat(words));
            RespDecoder decoder = new RespDecoder();
            RequestBatch batch = new RequestBatch();
            int used = 0;
            DecoderStop stop = DecoderStop.NEEDS_MORE;
            for (int limit = 7; limit < bytes.length; limit += 7) {
                stop = decoder.decode(bytes, limit, batch, LIMITS, true);
                assertEquals(DecoderStop.NEEDS_MORE, stop);
                int position = decoder.position();
                assertTrue(position >= used);
                Arrays.fill(bytes, used, position, (byte) '?');
                used = position;
            }
            assertEquals(DecoderStop.NEEDS_MORE, decoder.decode(bytes, bytes.length, batch, LIMITS, true));

            assertEquals(1, batch.count());
            assertEquals(words, batch.wordCount(0));
            for (int word = 0; word < words; word++) {
                assertEquals(9 + word * 9 + 4, batch.offset(word));
                assertEquals(3, batch.length(word));
            }
        }

        /** A line end put where the search has been already is not noticed. */
        @Test
        void theEndOfALineIsNotSearchedTwice() {
            byte[] bytes = Transcript.wire("a".repeat(1000) + "\n");
            RespDecoder decoder = new RespDecoder();
            RequestBatch batch = new RequestBatch();
            for (int limit = 1; limit < bytes.length; limit++) {
                assertEquals(DecoderStop.NEEDS_MORE, decoder.decode(bytes, limit, batch, LIMITS, true));
                bytes[limit - 1] = '\n';
            }
            Arrays.fill(bytes, 0, 1000, (byte) 'b');

            decoder.decode(bytes, bytes.length, batch, LIMITS, true);

            assertEquals("[" + "b".repeat(1000) + "]", Transcript.show(batch, 0));
        }
    }

    /** Random words, sent as Redis clients send them, come out as they went in, however they are cut. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsTheWordsThatWereSent(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder wire = new StringBuilder();
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int count = 1 + random.nextInt(random.nextInt(20) == 0 ? 2000 : 8);
            wire.append('*').append(count).append("\r\n");
            StringBuilder request = new StringBuilder();
            for (int word = 0; word < count; word++) {
                byte[] bytes = new byte[random.nextInt(random.nextInt(200) == 0 ? 100_000 : 20)];
                random.nextBytes(bytes);
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                wire.append('$')
                        .append(text.length())
                        .append("\r\n")
                        .append(text)
                        .append("\r\n");
                request.append(word == 0 ? "[" : "|").append(text);
            }
            requests.add(request.append(']').toString());
        }
        // An inline request at the end, as blanks at the ends of a transcript are not kept.
        byte[] bytes = Transcript.wire(wire.append("PING\r\n").toString());
        String expected = String.join(" ", requests) + " [PING]";

        assertEquals(expected, Transcript.of(bytes), "seed " + seed);
        assertEquals(expected, inRandomPieces(bytes, random, 200), "seed " + seed);
        assertEquals(expected, inRandomPieces(bytes, random, 100_000), "seed " + seed);
    }

    /** Nearly right bytes: whatever they mean, they mean the same in pieces, and nothing is thrown. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void anyBytesMeanTheSameInPieces(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] tokens = {
            "*1\r\n",
            "*2\r\n",
            "*3\r\n",
            "$0\r\n",
            "$1\r\n",
            "$3\r\n",
            "a\r\n",
            "abc\r\n",
            "\r\n",
            "\r",
            "\n",
            "*",
            "$",
            "-",
            "1",
            "0",
            "\"",
            "'",
            "\\",
            " ",
            "x",
            "\0",
            "PING\r\n",
            "*0\r\n",
            "*-1\r\n",
            "$10\r\n",
            "\u00ff"
        };
        for (int i = 0; i < 3000; i++) {
            StringBuilder wire = new StringBuilder();
            int count = random.nextInt(30);
            for (int token = 0; token < count; token++) {
                wire.append(tokens[random.nextInt(tokens.length)]);
            }
            byte[] bytes = Transcript.wire(wire.toString());
            if (random.nextInt(4) == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            boolean authenticated = random.nextBoolean();
            String whole = inPieces(bytes, Integer.MAX_VALUE, LIMITS, authenticated);
            String pieces = inPieces(bytes, 1 + random.nextInt(5), LIMITS, authenticated);
            assertEquals(whole, pieces, "seed " + seed + ": " + wire);
        }
    }

    private static String inRandomPieces(byte[] bytes, SplittableRandom random, int longest) {
        Transcript transcript = new Transcript(LIMITS, true);
        int at = 0;
        while (at < bytes.length) {
            int now = Math.min(1 + random.nextInt(longest), bytes.length - at);
            transcript.read(bytes, at, now);
            at += now;
        }
        return transcript.text();
    }

    private static String inPieces(byte[] bytes, int piece, DecoderLimits limits, boolean authenticated) {
        Transcript transcript = new Transcript(limits, authenticated);
        for (int at = 0; at < bytes.length; ) {
            int now = Math.min(piece, bytes.length - at);
            transcript.read(bytes, at, now);
            at += now;
        }
        return transcript.text();
    }
}
