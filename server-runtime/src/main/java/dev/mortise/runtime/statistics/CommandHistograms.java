package dev.mortise.runtime.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The durations of each command's runs on one event loop, for the same reason as {@link CommandCounters} one per loop.
 *
 * <p>Most commands are never called, and have no histogram until they are. Written by one thread, read by any.
 */
public final class CommandHistograms {

    private static final VarHandle HISTOGRAMS = MethodHandles.arrayElementVarHandle(LatencyHistogram[].class);

    private final @Nullable LatencyHistogram[] histograms;

    /** @param commands how many commands there are */
    CommandHistograms(int commands) {
        histograms = new LatencyHistogram[commands];
    }

    /**
     * Counts runs of a command.
     *
     * @param command its index
     * @param times how many
     * @param nanos how long they took together; each is counted with its share
     */
    public void ran(int command, int times, long nanos) {
        LatencyHistogram histogram = find(command);
        if (histogram == null) {
            histogram = new LatencyHistogram();
            HISTOGRAMS.setRelease(histograms, command, histogram);
        }
        histogram.count(times == 1 ? nanos : nanos / times, times);
    }

    /** {@return the histogram of a command, or null if it has not run} */
    @Nullable
    LatencyHistogram find(int command) {
        return (LatencyHistogram) HISTOGRAMS.getAcquire(histograms, command);
    }

    /** Starts again without any. Runs counted meanwhile by the loop may be lost or kept. */
    void reset() {
        for (int i = 0; i < histograms.length; i++) {
            HISTOGRAMS.setOpaque(histograms, i, null);
        }
    }
}
