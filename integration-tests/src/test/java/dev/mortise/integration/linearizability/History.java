package dev.mortise.integration.linearizability;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records what clients ask and are answered, with the order that is certain: whether one operation had returned before
 * another was invoked. For any number of threads.
 *
 * <p>The clock is a counter and not that of the machine, whose readings of two threads may be equal.
 *
 * @param <C> what can be asked
 * @param <R> what can be answered
 */
final class History<C, R> {

    private final AtomicLong clock = new AtomicLong();
    private final Queue<Invocation> invocations = new ConcurrentLinkedQueue<>();

    /** One operation that has begun. For the thread of its client. */
    final class Invocation {
        private final int client;
        private final C call;
        private final long invoked = clock.incrementAndGet();
        private volatile @Nullable Operation<C, R> done;

        private Invocation(int client, C call) {
            this.client = client;
            this.call = call;
        }

        /** To be called when the reply is there. */
        void returned(R reply) {
            done = new Operation<>(client, call, reply, invoked, clock.incrementAndGet());
        }

        private Operation<C, R> operation() {
            Operation<C, R> operation = done;
            return operation != null ? operation : new Operation<>(client, call, null, invoked, Operation.NEVER);
        }
    }

    /** {@return a new operation, to be made before the call is sent} */
    Invocation invoke(int client, C call) {
        Invocation invocation = new Invocation(client, call);
        invocations.add(invocation);
        return invocation;
    }

    /** {@return all operations; those that have not returned are those of which nobody knows} */
    List<Operation<C, R>> operations() {
        return invocations.stream().map(Invocation::operation).toList();
    }
}
