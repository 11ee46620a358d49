package dev.mortise.transactions;

import dev.mortise.api.Command;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A few commands to make transactions of. */
final class CounterModule implements CommandModule {

    @Override
    public void configure(Setup setup) {
        key(setup, "T.GET", 1, Flag.READONLY, (request, reply) -> {
            Slice value = request.entry(0).get(Types.STRING);
            if (value == null) {
                reply.nil();
            } else {
                reply.bulk(value);
            }
        });
        key(setup, "T.SET", 2, Flag.WRITE, (request, reply) -> {
            request.entry(0).set(Types.STRING, request.arg(1));
            reply.ok();
        });
        key(setup, "T.INCR", 1, Flag.WRITE, (request, reply) -> {
            Entry entry = request.entry(0);
            Slice value = entry.get(Types.STRING);
            long next = (value == null ? 0 : value.asLong()) + 1;
            entry.set(Types.STRING, Slice.of(Long.toString(next)));
            reply.integer(next);
        });
        key(
                setup,
                "T.DEL",
                1,
                Flag.WRITE,
                (request, reply) -> reply.bool(request.entry(0).remove()));
        key(setup, "T.ADD", 2, Flag.WRITE, (request, reply) -> {
            Entry entry = request.entry(0);
            Slice value = entry.get(Types.STRING);
            long next = (value == null ? 0 : value.asLong()) + request.arg(1).asLong();
            entry.set(Types.STRING, Slice.of(Long.toString(next)));
            reply.integer(next);
        });
        key(setup, "T.END", 2, Flag.WRITE, (request, reply) -> {
            request.entry(0).expireAtMillis(request.nowMillis() + request.arg(1).asLong());
            reply.ok();
        });
        key(setup, "T.FAIL", 1, Flag.WRITE, (request, _) -> {
            request.entry(0).set(Types.STRING, Slice.of("changed by T.FAIL"));
            throw new IllegalStateException("as told");
        });
        blocking(setup);
        others(setup);
    }

    private static void blocking(Setup setup) {
        setup.command(
                CommandSpec.named("T.AWAIT")
                        .args(1)
                        .flags(Flag.WRITE, Flag.BLOCKING)
                        .keys(KeySpec.at(0, KeyFlag.RW))
                        .build(),
                (request, reply) -> {
                    if (request.readyKey(Types.STRING, 1) == 0) {
                        Slice value = request.entry(0).get(Types.STRING);
                        if (value != null) {
                            reply.bulk(value);
                        }
                    } else if (request.timedOut()) {
                        reply.nilArray();
                    } else {
                        request.blockOnKeys(Types.STRING, 1, Long.MAX_VALUE);
                    }
                });
    }

    private static void others(Setup setup) {
        plain(setup, "T.ALONE", 0, Flag.NO_MULTI, (_, reply) -> reply.ok());
        plain(
                setup,
                "T.LATER",
                0,
                Flag.FAST,
                (request, _) -> request.async(Duration.ofSeconds(1), _ -> reply -> reply.ok()));
        plain(setup, "T.SELECT", 1, Flag.FAST, (request, reply) -> {
            request.session().database((int) request.arg(0).asLong());
            reply.ok();
        });
        plain(setup, "T.PROTOCOL", 1, Flag.FAST, (request, reply) -> {
            request.session().protocol((int) request.arg(0).asLong());
            reply.ok();
        });
        Command size = (request, reply) ->
                reply.integer(request.keyspace().size(request.session().database()));
        plain(setup, "T.SIZE", 0, Flag.READONLY, size);
        plain(setup, "T.SECRETSIZE", 0, Flag.FAST, size);
        whole(
                setup,
                "T.CLEAR",
                0,
                (request, reply) ->
                        reply.integer(request.keyspace().clear(request.session().database())));
        whole(setup, "T.SWAP", 2, (request, reply) -> {
            request.keyspace()
                    .swap((int) request.arg(0).asLong(), (int) request.arg(1).asLong());
            reply.ok();
        });
    }

    private static void key(Setup setup, String name, int arguments, Flag flag, Command body) {
        KeyFlag access = flag == Flag.WRITE ? KeyFlag.RW : KeyFlag.RO;
        register(setup, name, arguments, flag, KeySpec.at(0, access), body);
    }

    private static void whole(Setup setup, String name, int arguments, Command body) {
        register(setup, name, arguments, Flag.WRITE, KeySpec.all(KeyFlag.RW), body);
    }

    private static void plain(Setup setup, String name, int arguments, Flag flag, Command body) {
        register(setup, name, arguments, flag, null, body);
    }

    private static void register(
            Setup setup, String name, int arguments, Flag flag, @Nullable KeySpec keys, Command body) {
        CommandSpec.Builder spec = CommandSpec.named(name).args(arguments).flags(flag);
        if (keys != null) {
            spec.keys(keys);
        }
        setup.command(spec.build(), body);
    }
}
