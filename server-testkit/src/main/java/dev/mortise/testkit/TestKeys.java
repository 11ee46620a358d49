package dev.mortise.testkit;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
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
 * Commands for the keys of a test, so that a module can be tested alone: what tests need of other modules is a string,
 * a value of a type that the module does not know, and what may happen to any key.
 *
 * <pre>{@code
 * TestServer server = TestServer.with(new QueueModule(), new TestKeys());
 *
 * server.send("TEST.OTHER key");
 * assertEquals(TestKeys.WRONG_TYPE, server.send("QUEUE.PUSH key job"));
 *
 * server.send("QUEUE.PUSH queue job");
 * server.send("TEST.COPY queue copy");
 * assertEquals(integer(1), server.send("QUEUE.LENGTH copy"));
 * }</pre>
 *
 * <table>
 * <caption>The commands</caption>
 * <tr><th>command<th>does<th>answers
 * <tr><td>{@code TEST.PUT key [milliseconds]}<td>stores a string, the name of the key, which may end<td>{@code OK}
 * <tr><td>{@code TEST.GET key}<td>reads a string<td>it, or nil
 * <tr><td>{@code TEST.OTHER key}<td>stores a value of the type {@code other}, which cannot be copied and has the
 * encoding {@code otherwise}<td>{@code OK}
 * <tr><td>{@code TEST.COUNTER key}<td>adds 1 to a value of the type {@code counter}, which can be copied<td>the sum
 * <tr><td>{@code TEST.TYPE key}<td><td>the name of the value's type, or {@code none}
 * <tr><td>{@code TEST.ENCODING key}<td><td>the encoding of the value, or {@code none}
 * <tr><td>{@code TEST.EXPIRE key milliseconds}<td>lets a key end, which has to be there<td>{@code OK}
 * <tr><td>{@code TEST.COPY from to}<td>copies a value, which has to be there<td>{@code OK}
 * <tr><td>{@code TEST.MOVE from to}<td>moves a value, which has to be there<td>{@code OK}
 * <tr><td>{@code TEST.SELECT database}<td>chooses the client's database<td>{@code OK}
 * </table>
 */
public final class TestKeys implements CommandModule {

    /** What a command answers if the key holds a value of another type than it works on. */
    public static final ReplyValue WRONG_TYPE =
            ReplyValue.error("WRONGTYPE Operation against a key holding the wrong kind of value");

    private static final String NONE = "none";

    private final ValueType<Object> other = new OtherType();
    private final ValueType<int[]> counter = new CounterType();

    /** Makes a module for one server. */
    public TestKeys() {}

    /** Values without content, for one key each. */
    private static final class OtherType implements ValueType<Object> {
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

        @Override
        public Object copy(Object value) {
            throw ServerError.err("not supported for this module key");
        }

        @Override
        public String encoding(Object value) {
            return "otherwise";
        }
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
        var _ = setup.type(other);
        var _ = setup.type(counter);
        strings(setup);
        types(setup);
        anyKey(setup);
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

    private static void strings(Setup setup) {
        setup.command(
                CommandSpec.named("TEST.PUT")
                        .args(1, 2)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.at(0, KeyFlag.OW, KeyFlag.UPDATE))
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
        read(setup, "TEST.GET", (request, reply) -> {
            Slice value = request.entry(0).get(Types.STRING);
            if (value == null) {
                reply.nil();
            } else {
                reply.bulk(value);
            }
        });
    }

    private void types(Setup setup) {
        KeySpec written = KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE);
        setup.command(
                CommandSpec.named("TEST.OTHER")
                        .args(1)
                        .flags(Flag.WRITE)
                        .keys(written)
                        .arguments(Argument.key("key"))
                        .build(),
                (request, reply) -> {
                    request.entry(0).set(other, other.create());
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
    }

    private static void anyKey(Setup setup) {
        read(setup, "TEST.TYPE", (request, reply) -> {
            ValueType<?> type = request.peek(0).type();
            reply.status(type == null ? NONE : type.name());
        });
        read(setup, "TEST.ENCODING", (request, reply) -> {
            String encoding = request.peek(0).encoding();
            reply.status(encoding == null ? NONE : encoding);
        });
        setup.command(
                CommandSpec.named("TEST.EXPIRE")
                        .args(2)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE))
                        .arguments(Argument.key("key"), Argument.integer("milliseconds"))
                        .build(),
                (request, reply) -> {
                    request.entry(0)
                            .expireAtMillis(request.nowMillis() + request.arg(1).asLong());
                    reply.ok();
                });
        pair(setup, "TEST.COPY", (request, reply) -> {
            request.entry(0).copyTo(request.entry(1));
            reply.ok();
        });
        pair(setup, "TEST.MOVE", (request, reply) -> {
            request.entry(0).moveTo(request.entry(1));
            reply.ok();
        });
    }

    private static void read(Setup setup, String name, Command body) {
        setup.command(
                CommandSpec.named(name)
                        .args(1)
                        .flags(Flag.READONLY)
                        .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
                        .arguments(Argument.key("key"))
                        .build(),
                body);
    }

    private static void pair(Setup setup, String name, Command body) {
        setup.command(
                CommandSpec.named(name)
                        .args(2)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.range(0, 1, 1, KeyFlag.RW))
                        .arguments(Argument.key("from"), Argument.key("to"))
                        .build(),
                body);
    }
}
