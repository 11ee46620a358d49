package dev.mortise.testkit;

import dev.mortise.api.Command;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.JournalListener;
import dev.mortise.api.JournalUnit;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeyListener;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queues of texts: {@code Q.PUSH key text}, {@code Q.POP key}, {@code Q.MOVE from to}, and what goes wrong with them;
 * {@code S.SET key text [millis]} for strings. Writes down the events and units it is told of.
 */
final class QueueModule implements CommandModule {

    static final ValueType<ArrayDeque<String>> QUEUE = new QueueType();

    private static final KeySpec KEY = KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE);

    final List<String> events = new ArrayList<>();
    final List<String> units = new ArrayList<>();
    private final KeyListener listener = event ->
            events.add(event.kind().letter() + " " + event.name() + " " + event.database() + ":" + event.key());

    /** What else is to be done when a unit comes. */
    JournalListener journal = _ -> {};

    KeyListener also = _ -> {};

    @Override
    public void configure(Setup setup) {
        setup.type(QUEUE);
        setup.on(EnumSet.allOf(KeyEvent.Kind.class), event -> {
            listener.happened(event);
            also.happened(event);
        });
        setup.journal(new JournalListener() {
            @Override
            public void unit(JournalUnit unit) throws Exception {
                journal.unit(unit);
                units.add(unit.position() + " " + UnitText.of(unit));
            }

            @Override
            public boolean required() {
                return true;
            }

            @Override
            public boolean recovered() {
                return journal.recovered();
            }
        });
        queues(setup);
        odd(setup);
        calling(setup);
        strings(setup);
    }

    private static void queues(Setup setup) {
        setup.command(
                CommandSpec.named("Q.PUSH").args(2).flags(Flag.WRITE).keys(KEY).build(), (request, reply) -> {
                    push(request, 0, request.arg(1).utf8());
                    reply.ok();
                });
        setup.command(
                CommandSpec.named("Q.POP")
                        .args(1)
                        .flags(Flag.WRITE)
                        .keys(KEY)
                        .event("popped")
                        .build(),
                (request, reply) -> {
                    String text = pop(request, 0);
                    if (text == null) {
                        reply.nil();
                    } else {
                        reply.bulk(text);
                    }
                });
        setup.command(
                CommandSpec.named("Q.MOVE")
                        .args(2)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.range(0, 1, 1, KeyFlag.RW, KeyFlag.UPDATE))
                        .build(),
                (request, reply) -> {
                    String text = pop(request, 0);
                    if (text != null) {
                        request.entry(0).event("taken");
                        push(request, 1, text);
                        request.entry(1).event("given");
                    }
                    reply.ok();
                });
    }

    private static void odd(Setup setup) {
        setup.command(
                CommandSpec.named("Q.FAIL").args(1).flags(Flag.WRITE).keys(KEY).build(), (request, _) -> {
                    push(request, 0, "half done");
                    throw ServerError.err("failed");
                });
        setup.command(
                CommandSpec.named("Q.RANDOM")
                        .args(1)
                        .flags(Flag.WRITE)
                        .keys(KEY)
                        .build(),
                (request, reply) -> {
                    push(request, 0, "4");
                    request.journal(Slice.of("Q.PUSH"), request.arg(0), Slice.of("4"));
                    reply.ok();
                });
        setup.command(
                CommandSpec.named("Q.TOUCH").args(1).flags(Flag.WRITE).keys(KEY).build(), (request, reply) -> {
                    request.entry(0).getOrCreate(QUEUE);
                    reply.ok();
                });
    }

    private static void calling(Setup setup) {
        KeySpec all = KeySpec.all(KeyFlag.RW);
        KeySpec two = KeySpec.range(0, 1, 1, KeyFlag.RW);
        CommandRef push = setup.ref("Q.PUSH");
        CommandRef fail = setup.ref("Q.FAIL");
        CommandRef copy = setup.ref("Q.COPY");
        CommandRef twice = setup.ref("Q.TWICE");
        write(setup, "Q.TWICE", 2, KEY, (request, reply) -> {
            request.call(push, request.arg(0), request.arg(1));
            request.call(push, reply, request.arg(0), request.arg(1));
        });
        write(setup, "Q.BETWEEN", 1, KEY, (request, reply) -> {
            push(request, 0, "before");
            request.call(push, request.arg(0), Slice.of("called"));
            push(request, 0, "after");
            reply.ok();
        });
        write(setup, "Q.DEEP", 1, KEY, (request, reply) -> {
            push(request, 0, "own");
            request.call(twice, request.arg(0), Slice.of("called"));
            throw ServerError.err("failed");
        });
        write(setup, "Q.COPY", 2, two, (request, reply) -> {
            request.entry(0).copyTo(request.entry(1));
            reply.ok();
        });
        write(setup, "Q.SPREAD", 2, two, (request, reply) -> {
            push(request, 0, "own");
            request.call(copy, reply, request.arg(0), request.arg(1));
        });
        write(setup, "Q.TRY", 1, KEY, (request, reply) -> {
            request.call(push, request.arg(0), Slice.of("first"));
            try {
                request.call(fail, request.arg(0));
            } catch (ServerError expected) {
                request.call(push, reply, request.arg(0), Slice.of("last"));
            }
        });
        write(setup, "Q.REFILL", 1, all, (request, reply) -> {
            request.call(push, request.arg(0), Slice.of("first"));
            request.keyspace().clear(0);
            request.call(push, reply, request.arg(0), Slice.of("last"));
        });
    }

    private static void write(Setup setup, String name, int arguments, KeySpec keys, Command body) {
        setup.command(
                CommandSpec.named(name)
                        .args(arguments)
                        .flags(Flag.WRITE)
                        .keys(keys)
                        .build(),
                body);
    }

    private static void strings(Setup setup) {
        setup.command(
                CommandSpec.named("S.SET")
                        .args(2, 3)
                        .flags(Flag.WRITE)
                        .event("set")
                        .journalsOutcome()
                        .keys(KEY)
                        .build(),
                (request, reply) -> {
                    long instant = request.size() == 2
                            ? Entry.NEVER
                            : request.nowMillis() + request.arg(2).asLong();
                    request.entry(0).set(Types.STRING, request.arg(1), instant);
                    reply.ok();
                });
        setup.command(
                CommandSpec.named("S.GET")
                        .args(1)
                        .flags(Flag.READONLY)
                        .keys(KEY)
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
                CommandSpec.named("S.TAKE").args(1).flags(Flag.WRITE).keys(KEY).build(), (request, reply) -> {
                    Entry entry = request.lookUp(0);
                    reply.bool(entry.remove());
                });
        setup.command(
                CommandSpec.named("S.CLEAR")
                        .args(0)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.all(KeyFlag.RM, KeyFlag.DELETE))
                        .build(),
                (request, reply) -> {
                    request.keyspace().clear(0);
                    request.keyspace().clear(1);
                    reply.ok();
                });
        setup.command(
                CommandSpec.named("S.OUTSIDE")
                        .args(1)
                        .flags(Flag.WRITE)
                        .keys(KEY)
                        .build(),
                (request, reply) -> {
                    request.server().keyspace().read(0, Slice.of("other"), _ -> "");
                    reply.ok();
                });
    }

    private static void push(Request request, int k, String text) {
        request.entry(k).getOrCreate(QUEUE).add(text);
        request.entry(k).changed();
    }

    private static @Nullable String pop(Request request, int k) {
        ArrayDeque<String> queue = request.entry(k).get(QUEUE);
        if (queue == null) {
            return null;
        }
        String text = queue.poll();
        request.entry(k).changed();
        return text;
    }

    /** What was told of since the last time. */
    static List<String> take(List<String> told) {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    private static final class QueueType implements ValueType<ArrayDeque<String>> {
        @Override
        public String name() {
            return "queue@test";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public ArrayDeque<String> create() {
            return new ArrayDeque<>();
        }

        @Override
        public long bytes(ArrayDeque<String> value) {
            return 100L * value.size();
        }

        @Override
        public boolean isEmpty(ArrayDeque<String> value) {
            return value.isEmpty();
        }

        @Override
        public void write(ArrayDeque<String> value, ValueOutput out) {
            out.writeLong(value.size());
            value.forEach(element -> out.writeBytes(Slice.of(element)));
        }

        @Override
        public ArrayDeque<String> read(ValueInput in, int version) {
            ArrayDeque<String> value = new ArrayDeque<>();
            for (int left = in.readCount(); left > 0; left--) {
                value.add(Slice.of(in.readBytes()).utf8());
            }
            return value;
        }
    }
}
