package dev.mortise.admin;

import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import java.util.concurrent.TimeUnit;

/**
 * A request as {@code MONITOR} shows it: {@code 1339518083.107412 [0 127.0.0.1:60866] "keys" "*"}.
 *
 * <p>The time in seconds and microseconds, the database, the address of the client, and every word it sent in quotes.
 * Words are quoted as strings of C are; a line is plain ASCII, whatever was sent.
 *
 * @see <a href="https://redis.io/docs/latest/commands/monitor/">MONITOR</a>
 */
final class MonitorLine {

    /** A longer request is not shown to its end: one client is not to make the server write gigabytes for another. */
    static final int MOST_CHARACTERS = 1 << 20;

    private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final int MICRO_DIGITS = 6;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private MonitorLine() {}

    static String of(Request request) {
        StringBuilder line = new StringBuilder(128);
        long micros = request.server().nowMicros();
        line.append(micros / MICROS_PER_SECOND).append('.');
        String fraction = Long.toString(micros % MICROS_PER_SECOND);
        line.repeat('0', MICRO_DIGITS - fraction.length()).append(fraction);
        line.append(" [").append(request.session().database()).append(' ');
        line.append(address(request.session().address())).append(']');
        for (int i = 0; i < request.words(); i++) {
            line.append(' ');
            if (request.redacted(i)) {
                line.append("\"(redacted)\"");
            } else {
                quote(request.word(i), line);
            }
            if (line.length() >= MOST_CHARACTERS) {
                return line.append(" ...").toString();
            }
        }
        return line.toString();
    }

    /** A Unix socket has no port, and is shown by its path. */
    private static String address(String address) {
        return address.startsWith("/") ? "unix:" + address.substring(0, address.lastIndexOf(':')) : address;
    }

    private static void quote(Slice word, StringBuilder line) {
        line.append('"');
        for (int i = 0; i < word.length() && line.length() < MOST_CHARACTERS; i++) {
            int b = word.at(i) & 0xff;
            switch (b) {
                case '"', '\\' -> line.append('\\').append((char) b);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case 0x07 -> line.append("\\a");
                case '\b' -> line.append("\\b");
                default -> {
                    if (b >= ' ' && b <= '~') {
                        line.append((char) b);
                    } else {
                        line.append("\\x").append(HEX[b >> 4]).append(HEX[b & 0xf]);
                    }
                }
            }
        }
        line.append('"');
    }
}
