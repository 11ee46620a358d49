package dev.mortise.runtime.resp;

import java.nio.charset.StandardCharsets;

/**
 * What a client's bytes amount to, as text to compare: {@code [SET|key|value] [GET|key] Protocol error: …}. An
 * unfinished request shows as {@code ...}. Plays the part of the transport.
 */
final class Transcript {

    private final ClientInput input = new ClientInput(new byte[ClientInput.SHARED_BYTES]);
    private final RequestBatch batch = new RequestBatch();
    private final DecoderLimits limits;
    private final boolean authenticated;
    private final StringBuilder text = new StringBuilder();
    private DecoderStop stop = DecoderStop.NEEDS_MORE;

    Transcript(DecoderLimits limits, boolean authenticated) {
        this.limits = limits;
        this.authenticated = authenticated;
    }

    static String of(byte[] bytes) {
        return new Transcript(DecoderLimits.defaults(), true)
                .read(bytes, 0, bytes.length)
                .text();
    }

    static byte[] wire(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads what the socket brought at once. */
    Transcript read(byte[] bytes, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end && !closed()) {
            int now = input.prepare(end - at);
            if (now < 1) {
                throw new AssertionError("no room");
            }
            System.arraycopy(bytes, at, input.bytes(), input.limit(), now);
            input.received(now);
            at += now;
            do {
                stop = input.decode(batch, limits, authenticated);
                appendBatch();
            } while (stop == DecoderStop.BATCH_FULL);
            input.release();
        }
        return this;
    }

    String text() {
        ProtocolError error = input.error();
        if (error != null) {
            return text + error.toString();
        }
        if (stop == DecoderStop.OVERFLOW) {
            return text + "overflow";
        }
        return input.pendingBytes() > 0 ? text + "..." : text.toString().strip();
    }

    ClientInput input() {
        return input;
    }

    private boolean closed() {
        return stop == DecoderStop.PROTOCOL_ERROR || stop == DecoderStop.OVERFLOW;
    }

    private void appendBatch() {
        for (int request = 0; request < batch.count(); request++) {
            text.append(show(batch, request)).append(' ');
        }
    }

    static String show(RequestBatch batch, int request) {
        StringBuilder words = new StringBuilder("[");
        for (int i = 0; i < batch.wordCount(request); i++) {
            int word = batch.firstWord(request) + i;
            words.append(i == 0 ? "" : "|")
                    .append(new String(
                            batch.bytes(), batch.offset(word), batch.length(word), StandardCharsets.ISO_8859_1));
        }
        return words.append(']').toString();
    }
}
