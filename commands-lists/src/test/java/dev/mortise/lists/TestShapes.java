package dev.mortise.lists;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Request;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of the other shapes, as modules that lists know nothing of have them: {@code TEST.SET key value}, {@code
 * TEST.SADD key member}, {@code TEST.ZADD key member score} and {@code TEST.HSET key field value}.
 */
final class TestShapes implements CommandModule {

    private static final PairsType SET = new PairsType(ValueShape.SET);
    private static final PairsType SORTED_SET = new PairsType(ValueShape.SORTED_SET);
    private static final PairsType HASH = new PairsType(ValueShape.HASH);

    @Override
    public void configure(Setup setup) {
        setup.type(SET);
        setup.type(SORTED_SET);
        setup.type(HASH);
        register(setup, "TEST.SET", 2, (request, reply) -> {
            request.entry(0).set(Types.STRING, request.arg(1), Entry.NEVER);
            reply.ok();
        });
        register(setup, "TEST.SADD", 2, (request, reply) -> {
            add(request, SET, "");
            reply.ok();
        });
        register(setup, "TEST.ZADD", 3, (request, reply) -> {
            add(request, SORTED_SET, request.arg(2).utf8());
            reply.ok();
        });
        register(setup, "TEST.HSET", 3, (request, reply) -> {
            add(request, HASH, request.arg(2).utf8());
            reply.ok();
        });
    }

    private static void add(Request request, PairsType type, String value) {
        request.entry(0).getOrCreate(type).put(request.arg(1).utf8(), value);
        request.entry(0).changed();
    }

    private static void register(Setup setup, String name, int arguments, Command body) {
        setup.command(
                CommandSpec.named(name)
                        .args(arguments)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.at(0, KeyFlag.RW))
                        .arguments(Argument.key("key"), Argument.string("word").many())
                        .build(),
                body);
    }

    /** Names, each with a text, a score or nothing. */
    private record PairsType(ValueShape shape) implements ValueType<Map<String, String>> {

        @Override
        public String name() {
            return shape.typeName();
        }

        @Override
        public int version() {
            return 0;
        }

        @Override
        public Map<String, String> create() {
            return new LinkedHashMap<>();
        }

        @Override
        public long bytes(Map<String, String> value) {
            return value.size();
        }

        @Override
        public void write(Map<String, String> value, ValueOutput out) {
            out.writeLong(value.size());
            value.forEach((name, more) -> {
                out.writeBytes(Slice.of(name));
                if (shape == ValueShape.HASH) {
                    out.writeBytes(Slice.of(more));
                } else if (shape == ValueShape.SORTED_SET) {
                    out.writeDouble(Slice.of(more).asDouble());
                }
            });
        }

        @Override
        public Map<String, String> read(ValueInput in, int version) {
            throw new UnsupportedOperationException();
        }
    }
}
