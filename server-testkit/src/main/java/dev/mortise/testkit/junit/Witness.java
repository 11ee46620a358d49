package dev.mortise.testkit.junit;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Setup;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;

/**
 * What contracts need to be in the server beside the plugin: a type that it cannot know, words as they come, and the
 * journal.
 */
final class Witness implements CommandModule {

    /** Answers its arguments. */
    static final String WORDS = "CONTRACT.WORDS";

    /** Puts a value of a type that the plugin does not know behind each of the keys given. */
    static final String PUT = "CONTRACT.PUT";

    /** What the value consists of. */
    static final long CONTENT = 4711;

    private static final class Foreign implements ValueType<long[]> {
        @Override
        public String name() {
            return "contract@mortise";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public long[] create() {
            return new long[] {CONTENT};
        }

        @Override
        public long bytes(long[] value) {
            return Long.SIZE;
        }

        @Override
        public void write(long[] value, ValueOutput out) {
            out.writeLong(value[0]);
        }

        @Override
        public long[] read(ValueInput in, int version) {
            return new long[] {in.readLong()};
        }
    }

    private final ValueType<long[]> foreign = new Foreign();

    private final RecordedJournal journal = new RecordedJournal();

    RecordedJournal journal() {
        return journal;
    }

    ValueType<long[]> type() {
        return foreign;
    }

    @Override
    public void configure(Setup setup) {
        var _ = setup.type(foreign);
        setup.journal(journal);
        setup.command(
                CommandSpec.named(WORDS)
                        .args(1, CommandSpec.MANY)
                        .flags(Flag.SKIP_MONITOR, Flag.SKIP_SLOWLOG)
                        .build(),
                (request, reply) -> {
                    reply.array(request.size());
                    for (int i = 0; i < request.size(); i++) {
                        reply.bulk(request.arg(i));
                    }
                });
        setup.command(
                CommandSpec.named(PUT)
                        .args(1, CommandSpec.MANY)
                        .flags(Flag.WRITE, Flag.SKIP_MONITOR, Flag.SKIP_SLOWLOG)
                        .keys(KeySpec.range(0, -1, 1, KeyFlag.OW))
                        .build(),
                (request, reply) -> {
                    for (int i = 0; i < request.keys(); i++) {
                        request.entry(i).set(foreign, foreign.create());
                    }
                    reply.ok();
                });
    }
}
