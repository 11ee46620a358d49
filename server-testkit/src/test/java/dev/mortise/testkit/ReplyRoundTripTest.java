package dev.mortise.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.runtime.resp.ReplyWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the server writes, the parser reads as the same value, in both protocols. Seeded; the seed is in the message.
 */
class ReplyRoundTripTest {

    private static final int DEEPEST = 4;

    private final ReplyWriter writer = new ReplyWriter();

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "2, 3", "3, 1", "3, 2", "3, 3"})
    void theParserReadsWhatTheServerWrites(int protocol, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        writer.protocol(protocol);
        List<ReplyValue> written = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            writer.begin();
            written.add(write(random, 0));
            assertTrue(writer.complete(), "seed " + seed);
        }

        assertEquals(written, ReplyParser.parseAll(bytes()), "seed " + seed);
    }

    /** Writes a random value and returns what a client ought to see. */
    private ReplyValue write(SplittableRandom random, int depth) {
        boolean three = writer.protocol() == 3;
        long number = random.nextLong() >> random.nextInt(64);
        return switch (random.nextInt(depth == DEEPEST ? 7 : 11)) {
            case 0 -> {
                writer.integer(number);
                yield ReplyValue.integer(number);
            }
            case 1 -> {
                writer.status("word" + number);
                yield ReplyValue.status("word" + number);
            }
            case 2 -> {
                writer.nil();
                yield ReplyValue.nil();
            }
            case 3 -> {
                boolean truth = number > 0;
                writer.bool(truth);
                yield three ? ReplyValue.bool(truth) : ReplyValue.integer(truth ? 1 : 0);
            }
            case 4 -> {
                int value = (int) number;
                writer.number(value);
                yield three ? ReplyValue.number(value) : ReplyValue.bulk(String.valueOf(value));
            }
            case 5 -> {
                writer.verbatim("text " + number);
                yield three ? ReplyValue.verbatim("text " + number) : ReplyValue.bulk("text " + number);
            }
            case 6 -> {
                byte[] bytes = new byte[random.nextInt(20) == 0 ? random.nextInt(100_000) : random.nextInt(100)];
                random.nextBytes(bytes);
                writer.bulk(bytes);
                yield ReplyValue.bulk(bytes);
            }
            default -> writeAggregate(random, depth, three);
        };
    }

    private ReplyValue writeAggregate(SplittableRandom random, int depth, boolean three) {
        int size = random.nextInt(4);
        return switch (random.nextInt(4)) {
            case 0 -> {
                writer.array(size);
                yield new ReplyValue.Array(elements(random, depth, size));
            }
            case 1 -> {
                int mark = writer.openArray();
                List<ReplyValue> elements = elements(random, depth, size);
                writer.closeArray(mark);
                yield new ReplyValue.Array(elements);
            }
            case 2 -> {
                writer.set(size);
                List<ReplyValue> elements = elements(random, depth, size);
                yield three ? new ReplyValue.Set(elements) : new ReplyValue.Array(elements);
            }
            default -> {
                writer.map(size);
                List<ReplyValue> elements = elements(random, depth, 2 * size);
                yield three ? ReplyValue.map(elements.toArray(new ReplyValue[0])) : new ReplyValue.Array(elements);
            }
        };
    }

    private List<ReplyValue> elements(SplittableRandom random, int depth, int count) {
        List<ReplyValue> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(write(random, depth + 1));
        }
        return elements;
    }

    private byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.transferTo(bytes::write);
        return bytes.toByteArray();
    }
}
