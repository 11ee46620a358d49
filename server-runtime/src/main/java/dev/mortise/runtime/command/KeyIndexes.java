package dev.mortise.runtime.command;

import dev.mortise.api.Command;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The indexes of the keys among the arguments of one request; reused from one request to the next. */
public final class KeyIndexes {

    private int[] indexes = new int[16];
    private int size;
    private boolean anywhere;
    private @Nullable Throwable failure;

    public void clear() {
        size = 0;
        anywhere = false;
        failure = null;
    }

    /** Says that the request may concern any other keys as well. */
    void addAnywhere() {
        anywhere = true;
    }

    /** {@return whether the request may concern any other keys as well} */
    public boolean anywhere() {
        return anywhere;
    }

    /** Says that they cannot be found, so that there are none. */
    void fail(Throwable cause) {
        clear();
        failure = cause;
    }

    /** {@return the body of a command, or what fails in its place, if its keys could not be found} */
    public Command runnable(Command body) {
        Throwable cause = failure;
        if (cause == null) {
            return body;
        }
        return (request, _) -> {
            throw new IllegalStateException(request.spec().name() + ": its keys cannot be found", cause);
        };
    }

    public int size() {
        return size;
    }

    public int get(int key) {
        return indexes[key];
    }

    void addRange(int first, int last, int step) {
        for (int i = first; i <= last; i += step) {
            add(i);
        }
    }

    void add(int index) {
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, size * 2);
        }
        indexes[size++] = index;
    }
}
