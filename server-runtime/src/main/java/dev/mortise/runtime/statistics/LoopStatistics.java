package dev.mortise.runtime.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one event loop counts besides its commands. Written by that loop, read by any thread, as {@link
 * CommandCounters}.
 */
public final class LoopStatistics {

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int COMMANDS = 0;
    private static final int HITS = 1;
    private static final int MISSES = 2;
    private static final int INPUT = 3;
    private static final int OUTPUT = 4;
    private static final int READS = 5;
    private static final int WRITES = 6;
    private static final int CHANGES = 7;
    private static final int FIELDS = 8;

    private final long[] values = new long[FIELDS];
    private final CommandCounters commands;
    private final CommandHistograms histograms;

    /** @param commands how many commands there are */
    public LoopStatistics(int commands) {
        this.commands = new CommandCounters(commands);
        this.histograms = new CommandHistograms(commands);
    }

    public CommandCounters commands() {
        return commands;
    }

    /** {@return how long the runs of each command took} */
    public CommandHistograms histograms() {
        return histograms;
    }

    public void executed(int count) {
        add(COMMANDS, count);
    }

    /** Counts a look-up of a key by a command that only reads, and returns whether it was found. */
    public boolean lookedUp(boolean found) {
        add(found ? HITS : MISSES, 1);
        return found;
    }

    /** Counts what was read from a client at once. */
    public void received(long bytes) {
        add(INPUT, bytes);
        add(READS, 1);
    }

    /** Counts what was sent to a client at once. */
    public void sent(long bytes) {
        add(OUTPUT, bytes);
        add(WRITES, 1);
    }

    /** Counts changes of entries. */
    public void changed(long count) {
        add(CHANGES, count);
    }

    public long executedCommands() {
        return get(COMMANDS);
    }

    public long hits() {
        return get(HITS);
    }

    public long misses() {
        return get(MISSES);
    }

    public long receivedBytes() {
        return get(INPUT);
    }

    public long sentBytes() {
        return get(OUTPUT);
    }

    public long reads() {
        return get(READS);
    }

    public long writes() {
        return get(WRITES);
    }

    public long changes() {
        return get(CHANGES);
    }

    /** Starts again from zero, except for the changes, which belong to the data. */
    public void reset() {
        for (int i = 0; i < CHANGES; i++) {
            LONGS.setOpaque(values, i, 0L);
        }
        commands.reset();
        histograms.reset();
    }

    private long get(int field) {
        return (long) LONGS.getOpaque(values, field);
    }

    private void add(int field, long amount) {
        LONGS.setOpaque(values, field, (long) LONGS.getOpaque(values, field) + amount);
    }
}
