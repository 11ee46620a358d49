package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;

/**
 * Ways to fill a keyspace, for these tests: {@code TEST.PUT key [milliseconds]} stores a string, {@code TEST.GET key}
 * reads it, {@code TEST.OTHER key} stores a value of a type of its own, {@code TEST.COUNTER key} counts in one that can
 * be copied, and {@code TEST.SELECT database} goes elsewhere.
 */
final class TestKeys implements CommandModule, ValueType<Object> {

    @Override
    public String name() {
        return "other";
    }

    @Override
    public Object create() {
        return new Object();
    }

    @Override
    public long bytes(Object value) {
        return 16;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Object value, ValueOutput out) {}

    @Override
    public Object read(ValueInput in, int version) {
        return create();
    }

    /** These are for one key each. */
    @Override
    public Object copy(Object value) {
        throw ServerError.err("not supported for this module key");
    }

    @Override
    public String encoding(Object value) {
        return "otherwise";
    }

    /** Values that can be changed and copied. */
    private static final class CounterType implements ValueType<int[]> {
        @Override
        public String name() {
            return "counter";
        }

        @Override
        public int[] create() {
            return new int[1];
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(int[] value, ValueOutput out) {
            out.writeLong(value[0]);
        }

        @Override
        public int[] read(ValueInput in, int version) {
            return new int[] {(int) in.readLong()};
        }

        @Override
        public long bytes(int[] value) {
            return 24;
        }
    }

    @Override
    public void configure(Setup setup) {
        setup.type(this);
        ValueType<int[]> counter = setup.type(new CounterType());
        KeySpec written = KeySpec.at(0, KeyFlag.OW, KeyFlag.UPDATE);
        setup.command(
                CommandSpec.named("TEST.PUT")
                        .args(1, 2)
                        .flags(Flag.WRITE)
                        .keys(written)
                        .arguments(
                                Argument.key("key"),
                                Argument.integer("milliseconds").optional())
                        .build(),
                (request, reply) -> {
                    long end = request.size() == 1
                            ? Entry.NEVER
                            : request.nowMillis() + request.arg(1).asLong();
                    request.entry(0).set(Types.STRING, request.arg(0), end);
                    reply.ok();
                });
        setup.command(
                CommandSpec.named("TEST.GET")
                        .args(1)
                        .flags(Flag.READONLY)
                        .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
                        .arguments(Argument.key("key"))
                        .build(),
                (request, reply) -> {
                    Slice value = request.entry(0).get(Types.STRING);
                    if (value == null) {
                        reply.nil();
                    } else {
                        reply.bulk(value);
                    }
                });
        setup.command(
                CommandSpec.named("TEST.OTHER")
                        .args(1)
                        .flags(Flag.WRITE)
                        .keys(written)
                        .arguments(Argument.key("key"))
                        .build(),
                (request, reply) -> {
                    request.entry(0).set(this, create());
                    reply.ok();
                });
        setup.command(
                CommandSpec.named("TEST.COUNTER")
                        .args(1)
                        .flags(Flag.WRITE)
                        .keys(written)
                        .arguments(Argument.key("key"))
                        .build(),
                (request, reply) -> {
                    int[] value = request.entry(0).getOrCreate(counter);
                    value[0]++;
                    request.entry(0).changed();
                    reply.integer(value[0]);
                });
        setup.command(
                CommandSpec.named("TEST.SELECT")
                        .args(1)
                        .arguments(Argument.integer("database"))
                        .build(),
                (request, reply) -> {
                    request.session().database((int) request.arg(0).asLong());
                    reply.ok();
                });
    }
}
