package dev.mortise.runtime.log;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * Writes lines as Redis does, so that what reads the logs of one reads those of the other:
 *
 * <pre>{@code 1234:M 21 Nov 2026 05:45:32.750 * Ready to accept connections}</pre>
 *
 * <p>The date is put together here, because Java's formatter of dates takes longer to load than the server should take
 * to start. Further lines of a message are indented: what a client sent can then never pass for a line of its own.
 *
 * @param pid the process
 * @param zone where the clock on the wall hangs
 */
record LogLine(String pid, TimeZone zone) {

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int MILLIS_PER_SECOND = 1_000;

    /** {@return the line, with a line feed at its end} */
    String format(long nowMillis, LogLevel level, String text) {
        StringBuilder line = new StringBuilder(48 + text.length()).append(pid).append(":M ");
        appendTime(line, nowMillis);
        line.append(' ').append(level.mark()).append(' ');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n') {
                line.append("\n  ");
            } else if (character == '\t' || !Character.isISOControl(character)) {
                line.append(character);
            }
        }
        return line.append('\n').toString();
    }

    private void appendTime(StringBuilder line, long millis) {
        int offsetSeconds = zone.getOffset(millis) / MILLIS_PER_SECOND;
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, MILLIS_PER_SECOND),
                Math.floorMod(millis, MILLIS_PER_SECOND) * NANOS_PER_MILLI,
                ZoneOffset.ofTotalSeconds(offsetSeconds));
        digits(line, time.getDayOfMonth(), 2);
        line.append(' ').append(MONTHS[time.getMonthValue() - 1]).append(' ').append(time.getYear());
        digits(line.append(' '), time.getHour(), 2);
        digits(line.append(':'), time.getMinute(), 2);
        digits(line.append(':'), time.getSecond(), 2);
        digits(line.append('.'), time.getNano() / NANOS_PER_MILLI, 3);
    }

    private static void digits(StringBuilder line, int number, int width) {
        String text = Integer.toString(number);
        line.repeat('0', width - text.length()).append(text);
    }
}
