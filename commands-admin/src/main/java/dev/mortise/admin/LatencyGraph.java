package dev.mortise.admin;

import dev.mortise.api.LatencyMonitor.Event;
import dev.mortise.api.LatencyMonitor.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * Draws the samples of an event: a column for each, oldest first, and below it, downwards, how long ago it was.
 *
 * <pre>
 * command - high 500 ms, low 101 ms (all time high 500 ms)
 * --------------------------------------------------------------------------------
 *    #_
 *   _||
 *  _|||
 * _||||
 *
 * 11186
 * 542ss
 * sss
 * </pre>
 *
 * <p>The columns stand between the shortest and the longest sample shown, in twelve steps: four lines, and in each line
 * three characters.
 */
final class LatencyGraph {

    private static final int MOST_COLUMNS = 80;
    private static final int LINES = 4;

    /** The top of a column, low, middle, high within its line. */
    private static final String TOPS = "_o#";

    private static final char BELOW_TOP = '|';
    private static final int STEPS = LINES * TOPS.length();

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private final List<Sample> samples;
    private final long lowest;
    private final long highest;
    private final StringBuilder text = new StringBuilder();

    private LatencyGraph(List<Sample> samples) {
        this.samples = samples;
        this.lowest = samples.stream().mapToLong(Sample::millis).min().orElse(0);
        this.highest = samples.stream().mapToLong(Sample::millis).max().orElse(0);
    }

    /** {@return the drawing, as it is to be sent} */
    static String draw(Event event, long nowSeconds) {
        LatencyGraph graph = new LatencyGraph(event.samples());
        graph.text
                .append(event.name())
                .append(" - high ")
                .append(graph.highest)
                .append(" ms, low ")
                .append(graph.lowest)
                .append(" ms (all time high ")
                .append(event.highestMillis())
                .append(" ms)\n")
                .append("-".repeat(MOST_COLUMNS))
                .append('\n');
        for (int from = 0; from < graph.samples.size(); from += MOST_COLUMNS) {
            int to = Math.min(from + MOST_COLUMNS, graph.samples.size());
            graph.text.append(from == 0 ? "" : "\n");
            graph.columns(from, to);
            graph.ages(from, to, nowSeconds);
        }
        return graph.text.toString();
    }

    private void columns(int from, int to) {
        for (int line = LINES - 1; line >= 0; line--) {
            for (int i = from; i < to; i++) {
                int step = step(samples.get(i).millis());
                int topLine = step / TOPS.length();
                char top = TOPS.charAt(step % TOPS.length());
                text.append(line > topLine ? ' ' : line == topLine ? top : BELOW_TOP);
            }
            text.append('\n');
        }
    }

    private int step(long millis) {
        float height = highest == lowest ? 0 : (float) (millis - lowest) / (highest - lowest);
        return Math.min(STEPS - 1, (int) (height * STEPS));
    }

    private void ages(int from, int to, long nowSeconds) {
        String[] ages = new String[to - from];
        Arrays.setAll(ages, i -> age(nowSeconds - samples.get(from + i).atSeconds()));
        int longest = Arrays.stream(ages).mapToInt(String::length).max().orElse(0);
        text.append(" ".repeat(ages.length)).append('\n');
        for (int line = 0; line < longest; line++) {
            for (String age : ages) {
                text.append(line < age.length() ? age.charAt(line) : ' ');
            }
            text.append('\n');
        }
    }

    private static String age(long seconds) {
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + "m";
        }
        return seconds < DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
    }
}
