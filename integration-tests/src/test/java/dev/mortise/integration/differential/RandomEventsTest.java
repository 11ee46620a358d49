package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is published of keys while somebody sends commands that nobody thought of, transactions among them: the same
 * events, in the same order, as redis-server publishes.
 *
 * <p>{@code -Dmortise.seed=…} and {@code -Dmortise.rounds=…} look further than a build does.
 */
class RandomEventsTest {

    private static final long SEED = Long.getLong("mortise.seed", 7015);
    private static final int ROUNDS = Integer.getInteger("mortise.rounds", 200);
    private static final int COMMANDS_PER_ROUND = 40;

    private static Twins twins;

    @BeforeAll
    static void start() {
        twins = Twins.start(Map.of("notify-keyspace-events", "KEAmn"));
    }

    @AfterAll
    static void stop() {
        twins.close();
    }

    @Test
    void areThoseOfRedis() {
        CommandGenerator generator = new CommandGenerator(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> commands = Stream.generate(generator::next)
                    .filter(command -> !isKnownToDiffer(command))
                    .limit(COMMANDS_PER_ROUND)
                    .toList();
            assertEquals(
                    String.join("\n", published(twins.oracle(), commands)),
                    String.join("\n", published(twins.subject(), commands)),
                    "seed " + SEED + ", round " + round + ", of\n    " + String.join("\n    ", commands) + "\n");
        }
    }

    /** {@return whether docs/deviations.md has it: moves between lists, and the keys that SORT looks at} */
    private static boolean isKnownToDiffer(String command) {
        return command.toUpperCase(Locale.ROOT).matches("\"(B?LMOVE|B?RPOPLPUSH|SORT|SORT_RO)\".*");
    }

    private static List<String> published(ServerProcess server, List<String> commands) {
        List<String> published = new ArrayList<>();
        try (Wire wire = Wire.to(server);
                Wire subscriber = Wire.to(server)) {
            wire.ask("FLUSHALL");
            subscriber.ask("PSUBSCRIBE __key*");
            List<byte[]> requests =
                    commands.stream().map(Words::request).collect(Collectors.toCollection(ArrayList::new));
            requests.add(Words.request("DISCARD"));
            requests.add(Words.request("SET end 1"));
            wire.pipeline(requests);
            while (true) {
                List<ReplyValue> message =
                        ((ReplyValue.Array) subscriber.reply().value()).elements();
                String event = shown(message.get(2)) + " " + shown(message.get(3));
                if (event.endsWith(":set end")) {
                    return published;
                }
                // An entry may end when it is looked at, or before.
                if (!event.contains("expired")) {
                    published.add(event);
                }
            }
        }
    }

    private static String shown(ReplyValue bulk) {
        return Words.show(((ReplyValue.Bulk) bulk).bytes());
    }
}
