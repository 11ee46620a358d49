package dev.mortise.admin;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Snapshots;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients wait for that asked for a snapshot: the command is executed again every few milliseconds, until the task
 * it has begun is done. Others go on meanwhile; a client waits for one at a time.
 */
final class SnapshotWait {

    private static final long PERIOD_MILLIS = 5;

    /** All keys are locked, and nothing could be loaded. */
    private static final ServerError NOT_HERE = ServerError.err("Command not allowed inside a transaction");

    private final Map<Long, Snapshots.Task> tasks = new ConcurrentHashMap<>();

    /**
     * {@return the task of the client, which is done, or null if the client waits}
     *
     * @param begin begins it, when it is asked for first
     */
    Snapshots.@Nullable Task await(Request request, Supplier<Snapshots.Task> begin) {
        if (!request.canBlock()) {
            throw NOT_HERE;
        }
        long client = request.session().id();
        // A client that left while it waited cannot come back with the same id.
        Snapshots.Task task = request.timedOut() ? tasks.get(client) : null;
        if (task == null) {
            task = begin.get();
        }
        if (task.done()) {
            tasks.remove(client);
            return task;
        }
        tasks.put(client, task);
        again(request);
        return null;
    }

    /** {@return whether the client has begun something and waits for it} */
    boolean waits(Request request) {
        return request.timedOut() && tasks.containsKey(request.session().id());
    }

    /** Has the command be executed again in a moment. */
    void again(Request request) {
        request.block(request.nowMillis() + PERIOD_MILLIS);
    }
}
