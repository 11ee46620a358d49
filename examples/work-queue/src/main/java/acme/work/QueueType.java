package acme.work;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;

/** What the server has to know of queues. */
final class QueueType implements ValueType<JobQueue> {

    private static final int OVERHEAD_BYTES = 64;

    @Override
    public String name() {
        return "queue@acme";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public JobQueue create() {
        return new JobQueue();
    }

    @Override
    public long bytes(JobQueue queue) {
        return OVERHEAD_BYTES + queue.bytes();
    }

    /** The last job that is taken takes the key with it. */
    @Override
    public boolean isEmpty(JobQueue queue) {
        return queue.isEmpty();
    }

    @Override
    public void write(JobQueue queue, ValueOutput out) {
        queue.jobs().forEach(out::writeBytes);
    }

    /** One job after the other, to the end: it needs no number before them. */
    @Override
    public JobQueue read(ValueInput in, int version) {
        JobQueue queue = new JobQueue();
        while (!in.atEnd()) {
            queue.add(Slice.of(in.readBytes()));
        }
        return queue;
    }
}
