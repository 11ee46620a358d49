package dev.mortise.runtime.info;

import dev.mortise.runtime.statistics.LoopStatistics;
import dev.mortise.runtime.statistics.ServerStatistics;
import java.util.Locale;

/**
 * How much the server does at present: the mean over the last samples, taken a tenth of a second or more apart.
 *
 * <p>Sampled by the background thread, read by any.
 */
public final class OperationRate {

    private static final int SAMPLES = 16;
    private static final long INTERVAL_MILLIS = 100;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final double KIBIBYTE = 1024;

    private final ServerStatistics statistics;
    private final double[][] history = new double[SAMPLES][3];
    private int samples;
    private long lastMillis;
    private long lastCommands;
    private long lastReceived;
    private long lastSent;

    OperationRate(ServerStatistics statistics) {
        this.statistics = statistics;
    }

    /** Takes a sample if the last one is old enough. */
    public synchronized void sampleIfDue(long nowMillis) {
        if (nowMillis - lastMillis >= INTERVAL_MILLIS) {
            sample(nowMillis);
        }
    }

    private void sample(long nowMillis) {
        long commands = statistics.sum(LoopStatistics::executedCommands);
        long received = statistics.sum(LoopStatistics::receivedBytes);
        long sent = statistics.sum(LoopStatistics::sentBytes);
        long elapsedMillis = nowMillis - lastMillis;
        if (lastMillis > 0 && elapsedMillis > 0) {
            double seconds = elapsedMillis / MILLIS_PER_SECOND;
            double[] sample = history[samples++ % SAMPLES];
            sample[0] = Math.max(0, commands - lastCommands) / seconds;
            sample[1] = Math.max(0, received - lastReceived) / seconds;
            sample[2] = Math.max(0, sent - lastSent) / seconds;
        }
        lastMillis = nowMillis;
        lastCommands = commands;
        lastReceived = received;
        lastSent = sent;
    }

    /** {@return whether nothing was executed of late} */
    public synchronized boolean isIdle() {
        return samples >= SAMPLES && mean(0) < 1;
    }

    synchronized long operationsPerSecond() {
        return Math.round(mean(0));
    }

    synchronized String inputKibibytesPerSecond() {
        return String.format(Locale.ROOT, "%.2f", mean(1) / KIBIBYTE);
    }

    synchronized String outputKibibytesPerSecond() {
        return String.format(Locale.ROOT, "%.2f", mean(2) / KIBIBYTE);
    }

    private double mean(int figure) {
        int taken = Math.min(samples, SAMPLES);
        double sum = 0;
        for (int i = 0; i < taken; i++) {
            sum += history[i][figure];
        }
        return taken == 0 ? 0 : sum / taken;
    }
}
