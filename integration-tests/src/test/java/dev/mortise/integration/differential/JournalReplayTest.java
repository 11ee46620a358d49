package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.admin.AdminModule;
import dev.mortise.api.CommandModule;
import dev.mortise.api.Entry;
import dev.mortise.api.JournalUnit;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import dev.mortise.hashes.HashType;
import dev.mortise.hashes.HashValue;
import dev.mortise.hashes.HashesModule;
import dev.mortise.integration.harness.Words;
import dev.mortise.keys.KeysModule;
import dev.mortise.lists.ListType;
import dev.mortise.lists.ListValue;
import dev.mortise.lists.ListsModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import dev.mortise.transactions.TransactionsModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether the journal of random commands, done again by another server, yields the same keyspace.
 *
 * <p>The commands are those of {@link CommandGenerator}, right ones and spoilt ones, while time goes on and keys end.
 */
class JournalReplayTest {

    private static final int ROUNDS = 50;
    private static final int COMMANDS_PER_ROUND = 200;

    private record Done(long nowMillis, List<Command> commands) {}

    private record Command(int database, List<Slice> words) {}

    /** Writes the journal down. */
    private static final class Recorder implements CommandModule {
        private final List<Done> journal = new ArrayList<>();

        @Override
        public void configure(Setup setup) {
            setup.journal(unit -> {
                List<Command> commands = new ArrayList<>();
                unit.forEach(new JournalUnit.Effects() {
                    @Override
                    public void command(int database, List<Slice> words) {
                        commands.add(new Command(database, List.copyOf(words)));
                    }

                    @Override
                    public <V> void value(int database, Slice key, ValueType<V> type, V value, long expireAtMillis) {
                        throw new IllegalStateException("all that is done here can be done again");
                    }
                });
                journal.add(new Done(unit.nowMillis(), commands));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void yieldsTheSameKeyspace(long seed) {
        Random random = new Random(seed);
        CommandGenerator generator = new CommandGenerator(seed);
        int units = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Recorder recorder = new Recorder();
            try (TestServer first = server(recorder);
                    TestServer second = server()) {
                List<String> sent = new ArrayList<>();
                TestClient client = first.newClient();
                for (int i = 0; i < COMMANDS_PER_ROUND && !client.closed(); i++) {
                    String command = generator.next();
                    sent.add(command);
                    if (client.exchange(Words.request(command)).length == 0) {
                        // It waits for an element, a millisecond as all that the generator has wait.
                        first.advance(Duration.ofMillis(1));
                        client.received();
                    }
                    units += replay(recorder.journal, second, first.nowMillis());
                    assertEquals(
                            contents(first),
                            contents(second),
                            () -> "seed " + seed + ", after\n    " + String.join("\n    ", sent) + "\n");
                    if (random.nextInt(10) == 0) {
                        first.advance(Duration.ofMillis(random.nextInt(5000)));
                    }
                    if (random.nextInt(50) == 0) {
                        first.reclaimExpired();
                    }
                }
            }
        }
        // A journal of nothing would yield the same nothing.
        assertTrue(units > ROUNDS * 20, "units: " + units);
    }

    private static TestServer server(CommandModule... more) {
        List<CommandModule> modules = new ArrayList<>(List.of(
                new AdminModule(),
                new KeysModule(),
                new StringsModule(),
                new HashesModule(),
                new ListsModule(),
                new TransactionsModule()));
        modules.addAll(List.of(more));
        return TestServer.with(modules.toArray(CommandModule[]::new));
    }

    /** {@return how many units there were} */
    private static int replay(List<Done> journal, TestServer server, long nowMillis) {
        int units = journal.size();
        for (Done unit : journal) {
            server.advance(Duration.ofMillis(unit.nowMillis() - server.nowMillis()));
            for (Command command : unit.commands()) {
                server.call("SELECT", Integer.toString(command.database()));
                server.call(command.words().stream().map(Slice::toBytes).toArray(byte[][]::new));
            }
        }
        journal.clear();
        server.advance(Duration.ofMillis(nowMillis - server.nowMillis()));
        return units;
    }

    /** {@return what every key holds and when it ends} */
    private static Map<String, String> contents(TestServer server) {
        Keyspace keyspace = server.server().keyspace();
        Map<String, String> contents = new TreeMap<>();
        for (int database = 0; database < keyspace.databases(); database++) {
            int number = database;
            long cursor = 0;
            do {
                cursor = keyspace.scan(
                        database,
                        cursor,
                        100,
                        (key, entry) ->
                                contents.put(number + ":" + HexFormat.of().formatHex(key.toBytes()), describe(entry)));
            } while (cursor != 0);
        }
        return contents;
    }

    private static String describe(Entry entry) {
        if (entry.type() instanceof HashType type) {
            return fields(entry.get(type)) + " until " + entry.expireAtMillis();
        }
        if (entry.type() instanceof ListType type) {
            return elements(entry.get(type)) + " until " + entry.expireAtMillis();
        }
        Slice value = entry.get(Types.STRING);
        return (value == null ? "nothing" : HexFormat.of().formatHex(value.toBytes())) + " until "
                + entry.expireAtMillis();
    }

    private static List<String> elements(@Nullable ListValue list) {
        List<String> elements = new ArrayList<>();
        if (list != null) {
            list.forEach(element -> elements.add(HexFormat.of().formatHex(element.toBytes())));
        }
        return elements;
    }

    private static Map<String, String> fields(@Nullable HashValue hash) {
        Map<String, String> fields = new TreeMap<>();
        if (hash != null) {
            hash.forEach((field, value) -> fields.put(
                    HexFormat.of().formatHex(field.toBytes()), HexFormat.of().formatHex(value.toBytes())));
        }
        return fields;
    }
}
