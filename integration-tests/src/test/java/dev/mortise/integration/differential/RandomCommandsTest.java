package dev.mortise.integration.differential;

import dev.mortise.integration.harness.RawReply;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands that nobody thought of, in rounds: each begins on empty servers and ends by comparing all that is left.
 *
 * <p>The seed is fixed, so that a build which failed fails again; {@code -Dmortise.seed=…} and {@code
 * -Dmortise.rounds=…} look further.
 */
@Twins.Shared
class RandomCommandsTest {

    private static final long SEED = Long.getLong("mortise.seed", 7015);
    private static final int ROUNDS = Integer.getInteger("mortise.rounds", 200);
    private static final int COMMANDS_PER_ROUND = 40;
    private static final int ENOUGH_DIFFERENCES = 15;

    private static final List<String> LEFT_OVER = Stream.of("a", "b", "c", "A", "", "\\x00\\xff")
            .flatMap(key -> Stream.of("GET", "PTTL", "PEXPIRETIME", "OBJECT ENCODING")
                    .map(command -> command + " \"" + key + "\""))
            .toList();

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void areAnsweredAsRedisDoes(int protocol, Twins twins) {
        CommandGenerator generator = new CommandGenerator(SEED + protocol);
        List<Difference> differences = new ArrayList<>();
        for (int round = 0; round < ROUNDS && differences.size() < ENOUGH_DIFFERENCES; round++) {
            List<String> commands = new ArrayList<>();
            for (int i = 0; i < COMMANDS_PER_ROUND; i++) {
                commands.add(generator.next());
            }
            commands.add("DISCARD");
            commands.add("SELECT 0");
            commands.addAll(LEFT_OVER);
            commands.add("KEYS *");
            commands.add("SELECT 1");
            commands.addAll(LEFT_OVER);
            commands.add("KEYS *");
            commands.add("CONFIG SET timeout 0");
            // Consequences of the first difference are no news.
            compare(twins, protocol, round, commands).stream().limit(1).forEach(differences::add);
        }
        Difference.requireNone(differences);
    }

    private static List<Difference> compare(Twins twins, int protocol, int round, List<String> commands) {
        twins.empty();
        List<byte[]> requests = commands.stream().map(Words::request).toList();
        try (Wire oracle = Wire.to(twins.oracle());
                Wire ours = Wire.to(twins.subject())) {
            if (protocol == 3) {
                oracle.useResp3();
                ours.useResp3();
            }
            List<RawReply> right = oracle.pipeline(requests);
            List<RawReply> got = ours.pipeline(requests);
            List<Difference> differences = new ArrayList<>();
            for (int i = 0; i < commands.size(); i++) {
                String where = "seed " + SEED + ", RESP" + protocol + ", round " + round + ", after\n        "
                        + String.join("\n        ", sameKey(commands, i)) + "\n       ";
                String command = commands.get(i);
                RawReply expected = right.get(i);
                RawReply reply = got.get(i);
                comparison(commands, right, i)
                        .fault(expected, reply)
                        .ifPresent(fault -> differences.add(new Difference(where, command, expected, reply, fault)));
            }
            return differences;
        } catch (AssertionError e) {
            throw new AssertionError(
                    "seed " + SEED + ", round " + round + ": " + e.getMessage() + "\nafter some of\n"
                            + String.join("\n", commands),
                    e);
        }
    }

    /** {@return the commands before this one which have a word in common with it} */
    private static List<String> sameKey(List<String> commands, int index) {
        List<byte[]> words = Words.split(commands.get(index));
        String key = words.size() < 2 ? "" : "\"" + Words.show(words.get(1)) + "\"";
        return commands.subList(0, index).stream()
                .filter(command -> command.contains(key))
                .toList();
    }

    private static Comparison comparison(List<String> commands, List<RawReply> replies, int index) {
        if (!firstWord(commands.get(index)).equals("EXEC")) {
            return comparison(commands.get(index));
        }
        List<Comparison> queued = new ArrayList<>();
        for (int i = index - 1; i >= 0 && !isEnd(commands.get(i), replies.get(i)); i--) {
            if (replies.get(i).value().equals(ReplyValue.status("QUEUED"))) {
                queued.addFirst(comparison(commands.get(i)));
            }
        }
        return new Comparison.EachByItself(queued);
    }

    private static boolean isEnd(String command, RawReply reply) {
        return firstWord(command).equals("MULTI") && reply.value().equals(ReplyValue.ok());
    }

    private static Comparison comparison(String command) {
        return switch (firstWord(command)) {
            case "TTL", "EXPIRETIME" -> new Comparison.About(2);
            case "PTTL", "PEXPIRETIME" -> new Comparison.About(2_000);
            case "KEYS", "HGETALL", "HKEYS", "HVALS" -> new Comparison.InAnyOrder();
            case "HSCAN" -> new Comparison.Errors();
            default -> new Comparison.Exact();
        };
    }

    private static String firstWord(String command) {
        return Words.show(Words.split(command).getFirst()).toUpperCase(Locale.ROOT);
    }
}
