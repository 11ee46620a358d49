package dev.mortise.integration.linearizability;

import java.util.Arrays;
import java.util.List;

/**
 * The invocations and returns of operations in their order, of which those of one operation can be lifted out and put
 * back in constant time, the last one lifted first.
 *
 * <p>Events are numbers. Operations that never returned have no return.
 */
final class EventList {

    /** By event, the number of its operation; of a return, the complement. */
    private final int[] operations;

    /** By operation. */
    private final int[] calls;

    /** By operation; -1 if it has not returned. */
    private final int[] returns;

    /** By event, and of {@link #end} the first and the last: those that are left. */
    private final int[] next;

    private final int[] previous;

    /**
     * A list of all events.
     *
     * @param history whose operations are numbered by their place in it
     */
    EventList(List<? extends Operation<?, ?>> history) {
        record Event(long instant, int operation) {}

        Event[] events = new Event[2 * history.size()];
        int count = 0;
        for (int i = 0; i < history.size(); i++) {
            Operation<?, ?> operation = history.get(i);
            events[count++] = new Event(operation.invoked(), i);
            if (operation.isAnswered()) {
                events[count++] = new Event(operation.returned(), ~i);
            }
        }
        Arrays.sort(events, 0, count, (a, b) -> Long.compare(a.instant, b.instant));
        operations = new int[count];
        calls = new int[history.size()];
        returns = new int[history.size()];
        Arrays.fill(returns, -1);
        next = new int[count + 1];
        previous = new int[count + 1];
        for (int event = 0; event <= count; event++) {
            next[event] = event == count ? 0 : event + 1;
            previous[event] = event == 0 ? count : event - 1;
            if (event < count) {
                int operation = events[event].operation;
                operations[event] = operation;
                if (operation >= 0) {
                    calls[operation] = event;
                } else {
                    returns[~operation] = event;
                }
            }
        }
    }

    /** {@return the first event that is left, or {@link #end}} */
    int first() {
        return next[end()];
    }

    /** {@return the event that is left and comes next, or {@link #end}} */
    int after(int event) {
        return next[event];
    }

    /** {@return what comes after the last event} */
    int end() {
        return operations.length;
    }

    /** {@return whether an event is an invocation} */
    boolean isCall(int event) {
        return event != end() && operations[event] >= 0;
    }

    /** {@return the operation that is invoked or returns} */
    int operation(int event) {
        return operations[event] >= 0 ? operations[event] : ~operations[event];
    }

    /** {@return the event by which an operation is invoked} */
    int call(int operation) {
        return calls[operation];
    }

    /** Takes the events of an operation out. */
    void lift(int operation) {
        unlink(calls[operation]);
        if (returns[operation] >= 0) {
            unlink(returns[operation]);
        }
    }

    /** Puts them back where they were; the operation is the last one lifted of those that are not back yet. */
    void putBack(int operation) {
        if (returns[operation] >= 0) {
            link(returns[operation]);
        }
        link(calls[operation]);
    }

    private void unlink(int event) {
        next[previous[event]] = next[event];
        previous[next[event]] = previous[event];
    }

    private void link(int event) {
        next[previous[event]] = event;
        previous[next[event]] = event;
    }
}
