package dev.mortise.integration.linearizability;

import dev.mortise.api.AsyncScope;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.Keyspace;
import dev.mortise.api.ReplyBody;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.lists.ListType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Commands as one writes them who has not read what {@code Request.entry} is for: they declare no keys, and do in two
 * steps what has to be one, or answer what they remember.
 */
final class TornModule implements CommandModule {

    /** Those of {@link Workload#DATABASES}. */
    private static final List<String> KEYS_OF_DATABASES = List.of("key0", "key1", "key2");

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** What a key held when somebody looked, and how often it was answered. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Known(byte @Nullable [] value, int answered) {}

    private interface Body {
        ReplyBody run(Keyspace keyspace, List<String> arguments);
    }

    @Override
    public void configure(Setup setup) {
        command(setup, "TORN.INCR", TornModule::incr);
        command(setup, "TORN.MGET", TornModule::mget);
        command(setup, "TORN.MSET", TornModule::mset);
        command(setup, "TORN.LPOP", TornModule::lpop);
        command(setup, "TORN.FLUSHALL", TornModule::flushAll);
        command(setup, "TORN.SWAPDB", TornModule::swapDatabases);
        command(setup, "STALE.GET", this::get);
    }

    private static void command(Setup setup, String name, Body body) {
        setup.command(
                CommandSpec.named(name)
                        .args(0, CommandSpec.MANY)
                        .flags(Flag.FAST)
                        .build(),
                (request, _) -> {
                    List<String> arguments = IntStream.range(0, request.size())
                            .mapToObj(i -> request.arg(i).utf8())
                            .toList();
                    request.async(
                            Duration.ofSeconds(20),
                            (AsyncScope scope) -> body.run(scope.server().keyspace(), arguments));
                });
    }

    private static byte @Nullable [] value(Entry entry) {
        Slice value = entry.get(Types.STRING);
        return value == null ? null : value.toBytes();
    }

    private static byte @Nullable [] read(Keyspace keyspace, String key) {
        return keyspace.read(0, Slice.of(key), TornModule::value);
    }

    private static ReplyBody bulk(byte @Nullable [] value) {
        return reply -> {
            if (value == null) {
                reply.nil();
            } else {
                reply.bulk(value);
            }
        };
    }

    /** Of two who read the same number one is lost. */
    private static ReplyBody incr(Keyspace keyspace, List<String> arguments) {
        byte[] before = read(keyspace, arguments.getFirst());
        long next = (before == null ? 0 : Slice.of(before).asLong()) + 1;
        keyspace.write(0, Slice.of(arguments.getFirst()), entry -> {
            entry.setInteger(next);
            return "";
        });
        return reply -> reply.integer(next);
    }

    /** Somebody may write between one key and the next. */
    private static ReplyBody mget(Keyspace keyspace, List<String> keys) {
        List<ReplyBody> values =
                keys.stream().map(key -> bulk(read(keyspace, key))).toList();
        return reply -> {
            reply.array(values.size());
            for (ReplyBody value : values) {
                value.write(reply);
            }
        };
    }

    /** Somebody may read between one key and the next. */
    private static ReplyBody mset(Keyspace keyspace, List<String> arguments) {
        List<String> left = new ArrayList<>(arguments);
        while (!left.isEmpty()) {
            keyspace.write(0, Slice.of(left.removeFirst()), entry -> {
                entry.set(Types.STRING, Slice.of(left.removeFirst()));
                return "";
            });
        }
        return reply -> reply.ok();
    }

    /** The element that is taken out need not be the one that is answered. */
    private static ReplyBody lpop(Keyspace keyspace, List<String> arguments) {
        Slice key = Slice.of(arguments.getFirst());
        byte[] first = keyspace.<byte @Nullable []>read(
                0,
                key,
                entry -> entry.type() instanceof ListType type
                        ? entry.getOrCreate(type).get(0)
                        : null);
        keyspace.write(0, key, entry -> {
            if (entry.type() instanceof ListType type) {
                entry.getOrCreate(type).removeFirst(1);
                entry.changed();
            }
            return "";
        });
        return bulk(first);
    }

    /** Some keys are gone, and others still there. */
    private static ReplyBody flushAll(Keyspace keyspace, List<String> arguments) {
        for (int database = 0; database < 2; database++) {
            for (String key : KEYS_OF_DATABASES) {
                put(keyspace, database, key, null);
            }
        }
        return reply -> reply.ok();
    }

    /** Some keys have changed places, and others not. */
    private static ReplyBody swapDatabases(Keyspace keyspace, List<String> arguments) {
        for (String key : KEYS_OF_DATABASES) {
            byte[] one = keyspace.read(0, Slice.of(key), TornModule::value);
            byte[] other = keyspace.read(1, Slice.of(key), TornModule::value);
            put(keyspace, 0, key, other);
            put(keyspace, 1, key, one);
        }
        return reply -> reply.ok();
    }

    private static void put(Keyspace keyspace, int database, String key, byte @Nullable [] value) {
        keyspace.write(database, Slice.of(key), entry -> {
            if (value == null) {
                entry.remove();
            } else {
                entry.set(Types.STRING, Slice.of(value));
            }
            return "";
        });
    }

    /** What was seen once is answered twice, to save the trouble of looking. */
    private ReplyBody get(Keyspace keyspace, List<String> arguments) {
        String key = arguments.getFirst();
        Known answer = known.compute(
                key,
                (_, before) -> before == null || before.answered > 1
                        ? new Known(read(keyspace, key), 1)
                        : new Known(before.value, before.answered + 1));
        return bulk(answer.value);
    }
}
