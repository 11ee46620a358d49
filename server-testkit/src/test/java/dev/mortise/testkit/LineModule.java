package dev.mortise.testkit;

import dev.mortise.api.Command;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Types;
import java.util.ArrayDeque;

/**
 * Queues that can be waited for: {@code L.PUSH key text [text ...]}, {@code L.POP key}, {@code L.LEN key}; {@code
 * L.BPOP key [key ...] millis} and {@code L.BMOVE from to millis}, where no milliseconds are for ever; what gives keys
 * values in other ways; and what waits as it should not.
 */
final class LineModule implements CommandModule {

    @Override
    public void configure(Setup setup) {
        setup.type(QueueModule.QUEUE);
        command(setup, "L.PUSH", 2, CommandSpec.MANY, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            for (int i = 1; i < request.size(); i++) {
                push(request.entry(0), request.arg(i).utf8());
            }
            reply.ok();
        });
        command(setup, "L.POP", 1, 1, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            if (request.entry(0).exists()) {
                reply.bulk(pop(request.entry(0)));
            } else {
                reply.nil();
            }
        });
        command(setup, "L.LEN", 1, 1, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            ArrayDeque<String> queue = request.entry(0).get(QueueModule.QUEUE);
            reply.integer(queue == null ? 0 : queue.size());
        });
        command(setup, "L.BPOP", 2, CommandSpec.MANY, KeySpec.range(0, -2, 1, KeyFlag.RW), (request, reply) -> {
            int k = request.readyKey(QueueModule.QUEUE, request.keys());
            if (k >= 0) {
                reply.array(2);
                reply.bulk(request.key(k));
                reply.bulk(pop(request.entry(k)));
            } else if (request.timedOut()) {
                reply.nil();
            } else {
                request.blockOnKeys(QueueModule.QUEUE, request.keys(), until(request));
            }
        });
        command(setup, "L.BMOVE", 3, 3, KeySpec.range(0, 1, 1, KeyFlag.RW), (request, reply) -> {
            if (request.readyKey(QueueModule.QUEUE, 1) == 0) {
                ArrayDeque<String> target = request.entry(1).getOrCreate(QueueModule.QUEUE);
                String text = pop(request.entry(0));
                target.add(text);
                request.entry(1).changed();
                reply.bulk(text);
            } else if (request.timedOut()) {
                reply.nil();
            } else {
                request.blockOnKeys(QueueModule.QUEUE, 1, until(request));
            }
        });
        // Waits until there are two to take at once.
        command(setup, "L.BPAIR", 2, 2, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            ArrayDeque<String> queue = request.entry(0).get(QueueModule.QUEUE);
            if (request.readyKey(QueueModule.QUEUE, 1) == 0 && queue != null && queue.size() > 1) {
                reply.array(2);
                reply.bulk(pop(request.entry(0)));
                reply.bulk(pop(request.entry(0)));
            } else if (request.timedOut()) {
                reply.nil();
            } else {
                request.blockOnKeys(QueueModule.QUEUE, 1, until(request));
            }
        });
        others(setup);
        changes(setup);
    }

    private static void others(Setup setup) {
        KeySpec two = KeySpec.range(0, 1, 1, KeyFlag.RW);
        command(setup, "L.RENAME", 2, 2, two, (request, reply) -> {
            request.entry(0).moveTo(request.entry(1));
            reply.ok();
        });
        command(setup, "L.COPY", 2, 2, two, (request, reply) -> {
            request.entry(0).copyTo(request.entry(1));
            reply.ok();
        });
        command(setup, "L.MOVE", 2, 2, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            request.entry(0).moveTo(request.entry(0, (int) request.arg(1).asLong()));
            reply.ok();
        });
        command(setup, "L.BOTH", 3, 3, two, (request, reply) -> {
            push(request.entry(1), request.arg(2).utf8());
            push(request.entry(0), request.arg(2).utf8());
            reply.ok();
        });
        command(setup, "L.SET", 2, 2, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            request.entry(0).set(Types.STRING, request.arg(1));
            reply.ok();
        });
        command(setup, "L.DEL", 1, 1, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            request.entry(0).remove();
            reply.ok();
        });
        command(setup, "L.SWAP", 2, 2, KeySpec.all(KeyFlag.RW), (request, reply) -> {
            request.keyspace()
                    .swap((int) request.arg(0).asLong(), (int) request.arg(1).asLong());
            reply.ok();
        });
        command(setup, "L.FLUSH", 0, 0, KeySpec.all(KeyFlag.RW), (request, reply) -> {
            request.keyspace().clear(0);
            reply.ok();
        });
        CommandRef push = setup.ref("L.PUSH");
        CommandRef pop = setup.ref("L.BPOP");
        command(
                setup,
                "L.CALLPUSH",
                2,
                2,
                KeySpec.at(0, KeyFlag.RW),
                (request, reply) -> request.call(push, reply, request.arg(0), request.arg(1)));
        command(setup, "L.CALLBOTH", 3, 3, two, (request, reply) -> {
            request.call(push, request.arg(1), request.arg(2));
            request.call(push, reply, request.arg(0), request.arg(2));
        });
        command(setup, "L.PUSHBOTH", 5, 5, KeySpec.range(0, 3, 3, KeyFlag.RW), (request, reply) -> {
            request.call(push, request.arg(0), request.arg(1), request.arg(2));
            request.call(push, reply, request.arg(3), request.arg(4));
        });
        command(setup, "L.EXPIRE", 1, 1, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            request.entry(0).expireAtMillis(request.nowMillis() + 1);
            reply.ok();
        });
        command(
                setup,
                "L.CALLBPOP",
                2,
                2,
                KeySpec.at(0, KeyFlag.RW),
                (request, reply) -> request.call(pop, reply, request.arg(0), request.arg(1)));
        setup.command(CommandSpec.named("L.DB").args(1).build(), (request, reply) -> {
            request.session().database((int) request.arg(0).asLong());
            reply.ok();
        });
        setup.command(
                CommandSpec.named("L.ID").build(),
                (request, reply) -> reply.integer(request.session().id()));
    }

    private static void command(Setup setup, String name, int least, int most, KeySpec keys, Command body) {
        setup.command(
                CommandSpec.named(name)
                        .args(least, most)
                        .flags(Flag.WRITE, Flag.BLOCKING)
                        .keys(keys)
                        .build(),
                body);
    }

    private static long until(Request request) {
        long millis = request.arg(request.size() - 1).asLong();
        return millis == 0 ? Long.MAX_VALUE : request.nowMillis() + millis;
    }

    /** {@code L.BLONGER key millis}: waits until there are more than now, and tells how many. */
    private static void changes(Setup setup) {
        command(setup, "L.BLONGER", 2, 2, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            int before = length(request);
            request.blockOnChanges(1, until(request), (again, late) -> {
                if (again.timedOut()) {
                    late.status("no longer");
                } else if (!again.peek(0).exists()) {
                    late.error(ServerError.of("UNBLOCKED", "the key is gone"));
                } else if (length(again) > before) {
                    late.integer(length(again));
                } else {
                    again.waitOn();
                }
            });
        });
        command(
                setup,
                "L.BFAIL",
                1,
                1,
                KeySpec.at(0, KeyFlag.RW),
                (request, reply) -> request.blockOnChanges(1, Long.MAX_VALUE, (again, _) -> {
                    push(again.entry(0), "half done");
                    throw new IllegalArgumentException("expected by the test");
                }));
        command(setup, "L.BODD", 2, 2, KeySpec.at(0, KeyFlag.RW), (request, reply) -> {
            switch (request.arg(1).utf8()) {
                case "twice" -> {
                    request.blockOnKeys(QueueModule.QUEUE, 1, Long.MAX_VALUE);
                    request.blockOnKeys(QueueModule.QUEUE, 1, Long.MAX_VALUE);
                }
                case "too-many" -> request.blockOnKeys(QueueModule.QUEUE, 2, Long.MAX_VALUE);
                case "none" -> request.blockOnKeys(QueueModule.QUEUE, 0, Long.MAX_VALUE);
                case "on" -> request.waitOn();
                case "for-ever" -> request.blockOnKeys(QueueModule.QUEUE, 1, request.nowMillis() + 10);
                default -> request.blockOnChanges(1, Long.MAX_VALUE, (again, _) -> again.block(Long.MAX_VALUE));
            }
        });
        setup.command(
                CommandSpec.named("L.UNDECLARED")
                        .args(1)
                        .keys(KeySpec.at(0, KeyFlag.RW))
                        .build(),
                (request, _) -> request.blockOnKeys(QueueModule.QUEUE, 1, Long.MAX_VALUE));
    }

    private static int length(Request request) {
        ArrayDeque<String> queue = request.peek(0).get(QueueModule.QUEUE);
        return queue == null ? 0 : queue.size();
    }

    static void push(Entry entry, String text) {
        entry.getOrCreate(QueueModule.QUEUE).add(text);
        entry.changed();
    }

    private static String pop(Entry entry) {
        String text = entry.getOrCreate(QueueModule.QUEUE).remove();
        entry.changed();
        return text;
    }
}
