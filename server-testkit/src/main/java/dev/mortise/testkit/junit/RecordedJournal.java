package dev.mortise.testkit.junit;

import dev.mortise.api.JournalListener;
import dev.mortise.api.JournalUnit;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.ReadValue;
import dev.mortise.api.internal.WrittenValue;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** The journal of one server, written down to be done again by another. */
final class RecordedJournal implements JournalListener {

    private final List<Unit> units = new ArrayList<>();

    private record Unit(long nowMillis, List<Effect> effects) {}

    private sealed interface Effect {

        record Call(int database, List<Slice> words) implements Effect {}

        record Put(int database, Slice key, String type, int version, Slice written, long expireAtMillis)
                implements Effect {}
    }

    @Override
    public void unit(JournalUnit unit) {
        List<Effect> effects = new ArrayList<>();
        unit.forEach(new JournalUnit.Effects() {
            @Override
            public void command(int database, List<Slice> words) {
                effects.add(new Effect.Call(
                        database, words.stream().map(RecordedJournal::kept).toList()));
            }

            @Override
            public <V> void value(int database, Slice key, ValueType<V> type, V value, long expireAtMillis) {
                WrittenValue written = new WrittenValue();
                written.write(type, value);
                effects.add(new Effect.Put(
                        database, kept(key), type.name(), type.version(), Slice.of(written.toBytes()), expireAtMillis));
            }
        });
        units.add(new Unit(unit.nowMillis(), effects));
    }

    private static Slice kept(Slice borrowed) {
        return Slice.of(borrowed.toBytes());
    }

    /** Has a server do all that has come since this was called last. */
    void doAgain(TestServer server) {
        TestClient client = server.newClient();
        for (Unit unit : units) {
            server.advance(Duration.ofMillis(unit.nowMillis() - server.nowMillis()));
            for (Effect effect : unit.effects()) {
                switch (effect) {
                    case Effect.Call call -> {
                        // Whoever was in another database has got there by the same command.
                        if (call.database() != 0) {
                            var _ = client.call("SELECT", Integer.toString(call.database()));
                        }
                        requireKnown(client.call(
                                call.words().stream().map(Slice::toBytes).toArray(byte[][]::new)));
                    }
                    case Effect.Put put -> put(server, put, type(server, put.type()));
                }
            }
        }
        units.clear();
        client.close();
    }

    private static void requireKnown(ReplyValue reply) {
        if (reply instanceof ReplyValue.SimpleError error && error.line().startsWith("ERR unknown command")) {
            Assertions.fail("the journal tells changes by commands that are not there: name their module in others()."
                    + " Expiries are KeysModule's. " + error.line());
        }
    }

    private static ValueType<?> type(TestServer server, String name) {
        return server.types().stream()
                .filter(type -> type.name().equals(name))
                .findAny()
                .orElseGet(() -> Assertions.fail("the journal has a value of type '" + name + "', which is not there"));
    }

    private static <V> void put(TestServer server, Effect.Put put, ValueType<V> type) {
        V value = new ReadValue(put.written().toBytes()).read(type, put.version());
        boolean _ = server.server().keyspace().write(put.database(), put.key(), entry -> {
            entry.set(type, value, put.expireAtMillis());
            return true;
        });
    }
}
