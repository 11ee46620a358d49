package dev.mortise.runtime.dispatch;

import dev.mortise.api.Slice;
import dev.mortise.runtime.resp.RequestBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the slow log shows it: copied, because the request's bytes are about to be overwritten, and cut, because
 * they may be many.
 */
final class ShownWords {

    private static final int MOST_WORDS = 32;
    private static final int MOST_BYTES = 128;
    private static final Slice REDACTED = Slice.of("(redacted)");

    private ShownWords() {}

    /**
     * {@return its words}
     *
     * @param redacting knows which of them are secret; null if none is
     * @param together how many equal commands were timed together, of which this is the last
     */
    static List<Slice> of(RequestBatch batch, int request, @Nullable CommandRequest redacting, int together) {
        int first = batch.firstWord(request);
        int count = batch.wordCount(request);
        int shown = count <= MOST_WORDS ? count : MOST_WORDS - 1;
        List<Slice> words = new ArrayList<>(shown + 1);
        for (int i = 0; i < shown; i++) {
            boolean secret = redacting != null && redacting.redacted(i);
            words.add(secret ? REDACTED : copy(batch, first + i));
        }
        if (shown < count) {
            words.add(Slice.of("... (" + (count - shown) + " more arguments)"));
        }
        if (together > 1) {
            words.add(Slice.of("... (one of " + together + " timed together)"));
        }
        return words;
    }

    private static Slice copy(RequestBatch batch, int word) {
        int offset = batch.offset(word);
        int length = batch.length(word);
        if (length <= MOST_BYTES) {
            return Slice.of(Arrays.copyOfRange(batch.bytes(), offset, offset + length));
        }
        byte[] rest = ("... (" + (length - MOST_BYTES) + " more bytes)").getBytes(StandardCharsets.US_ASCII);
        byte[] cut = Arrays.copyOfRange(batch.bytes(), offset, offset + MOST_BYTES + rest.length);
        System.arraycopy(rest, 0, cut, MOST_BYTES, rest.length);
        return Slice.of(cut);
    }
}
