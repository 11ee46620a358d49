package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.error;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Setup;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import dev.mortise.testkit.ReplyValue;

/**
 * What strings are not, for these tests: {@code TEST.OTHER key} has a key hold a value of another type, and
 * {@code TEST.TYPE key} tells.
 */
final class OtherType implements CommandModule, ValueType<Object> {

    static final ReplyValue WRONG_TYPE = error("WRONGTYPE Operation against a key holding the wrong kind of value");

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
    public void configure(Setup setup) {
        setup.type(this);
        setup.command(
                CommandSpec.named("TEST.OTHER")
                        .args(1)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.at(0, KeyFlag.OW, KeyFlag.UPDATE))
                        .arguments(Argument.key("key"))
                        .build(),
                (request, reply) -> {
                    request.entry(0).set(this, create());
                    reply.ok();
                });
        setup.command(
                CommandSpec.named("TEST.TYPE")
                        .args(1)
                        .flags(Flag.READONLY)
                        .keys(KeySpec.at(0, KeyFlag.RO))
                        .arguments(Argument.key("key"))
                        .build(),
                (request, reply) -> {
                    ValueType<?> type = request.entry(0).type();
                    reply.status(type == null ? "none" : type.name());
                });
    }
}
