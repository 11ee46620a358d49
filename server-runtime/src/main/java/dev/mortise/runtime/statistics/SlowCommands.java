package dev.mortise.runtime.statistics;

import dev.mortise.api.Slice;
import dev.mortise.api.internal.HostSlowLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The slow log. A lock guards it, which is held for as long as it takes to add an entry or to copy the list; an event
 * loop meets it only when it has just run a slow command. For any thread.
 */
public final class SlowCommands implements HostSlowLog {

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long nextId;

    /** An empty log. */
    public SlowCommands() {}

    /**
     * Adds an entry, and drops the oldest ones beyond the limit.
     *
     * @param most how many are kept
     */
    public synchronized void add(
            long atSeconds, long micros, List<Slice> words, String clientAddress, String clientName, long most) {
        entries.addFirst(new Entry(nextId++, atSeconds, micros, words, clientAddress, clientName));
        while (entries.size() > most) {
            entries.removeLast();
        }
    }

    @Override
    public synchronized List<Entry> latest(int most) {
        List<Entry> latest = new ArrayList<>(Math.min(most, entries.size()));
        for (Entry entry : entries) {
            if (latest.size() == most) {
                break;
            }
            latest.add(entry);
        }
        return latest;
    }

    @Override
    public synchronized int size() {
        return entries.size();
    }

    @Override
    public synchronized void clear() {
        entries.clear();
    }
}
