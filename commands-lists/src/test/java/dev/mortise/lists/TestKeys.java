package dev.mortise.lists;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;

/**
 * What these tests need to know and do of any key: {@code TEST.STRING}, {@code TEST.TYPE}, {@code TEST.ENCODING},
 * {@code TEST.EXPIRE}, {@code TEST.COPY} and {@code TEST.MOVE}.
 */
final class TestKeys implements CommandModule {

    @Override
    public void configure(Setup setup) {
        register(setup, "TEST.STRING", 1, (request, reply) -> {
            request.entry(0).set(Types.STRING, Slice.of("text"));
            reply.ok();
        });
        register(setup, "TEST.TYPE", 1, (request, reply) -> {
            ValueType<?> type = request.entry(0).type();
            reply.status(type == null ? "none" : type.name());
        });
        register(setup, "TEST.ENCODING", 1, (request, reply) -> {
            String encoding = request.entry(0).encoding();
            reply.status(encoding == null ? "none" : encoding);
        });
        register(setup, "TEST.EXPIRE", 2, (request, reply) -> {
            request.entry(0).expireAtMillis(request.nowMillis() + request.arg(1).asLong());
            reply.ok();
        });
        setup.command(pair("TEST.COPY"), (request, reply) -> {
            request.entry(0).copyTo(request.entry(1));
            reply.ok();
        });
        setup.command(pair("TEST.MOVE"), (request, reply) -> {
            request.entry(0).moveTo(request.entry(1));
            reply.ok();
        });
    }

    private static CommandSpec pair(String name) {
        return CommandSpec.named(name)
                .args(2)
                .flags(Flag.WRITE)
                .keys(KeySpec.range(0, 1, 1, KeyFlag.RW))
                .arguments(Argument.key("key").many())
                .build();
    }

    private static void register(Setup setup, String name, int arguments, Command body) {
        setup.command(
                CommandSpec.named(name)
                        .args(arguments)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.at(0, KeyFlag.RW))
                        .arguments(Argument.key("key"))
                        .build(),
                body);
    }
}
