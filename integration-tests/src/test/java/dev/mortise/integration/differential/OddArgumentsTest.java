package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.CommandDoc;
import dev.mortise.integration.harness.RawReply;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every command that both servers have, called in every odd way: too few and too many words, options twice, in any
 * order and with those they exclude, numbers that are none or too large, any bytes, on keys of each type. Each reply is
 * compared, and from time to time all that the servers hold.
 *
 * <p>Which commands there are and what their arguments are is asked of the servers, so a new command needs nothing
 * here; unless its replies cannot be equal, which {@link CallRule} has to know.
 *
 * <p>The seed is fixed; {@code -Dmortise.seed=…} and {@code -Dmortise.calls=…} look further, {@code
 * -Dmortise.command=set} at the commands whose name contains the word.
 */
@Twins.Shared
class OddArgumentsTest {

    private static final long SEED = Long.getLong("mortise.seed", 7015);
    private static final int ODD_CALLS = Integer.getInteger("mortise.calls", 100);
    private static final String WANTED = System.getProperty("mortise.command", "");
    private static final int CALLS_PER_ROUND = 25;

    @TestFactory
    Stream<DynamicTest> areAnsweredAsByRedis(Twins twins) {
        DataSet dataSet = new DataSet(twins);
        return IntStream.of(2, 3)
                .boxed()
                .flatMap(protocol -> shared(twins).values().stream()
                        .filter(command -> fullName(command).contains(WANTED))
                        .filter(command ->
                                CallRule.of(fullName(command)).whenCalled().isPresent())
                        .map(command -> DynamicTest.dynamicTest(
                                command.name() + ", RESP" + protocol, () -> call(twins, dataSet, command, protocol))));
    }

    @Test
    void reachesMoreCommandsThanAHandful(Twins twins) {
        long called = shared(twins).keySet().stream()
                .filter(name -> CallRule.of(name).whenCalled().isPresent())
                .count();

        assertTrue(called > 70, "so few: " + called);
    }

    private static void call(Twins twins, DataSet dataSet, CommandDoc command, int protocol) {
        long seed = SEED + 31L * fullName(command).hashCode() + protocol;
        List<String> calls = calls(command, dataSet.keys(), new Random(seed));
        List<Difference> differences = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += CALLS_PER_ROUND) {
            List<String> round = calls.subList(from, Math.min(calls.size(), from + CALLS_PER_ROUND));
            dataSet.restore();
            List<Difference> found = compare(twins, dataSet, protocol, command, round);
            if (!found.isEmpty()) {
                // A key that is given one millisecond may end in the midst of a round, on one side only. What differs
                // for another reason does so again.
                dataSet.restore();
                found = compare(twins, dataSet, protocol, command, round);
            }
            differences.addAll(found);
        }
        Difference.requireNone(differences);
    }

    private static List<String> calls(CommandDoc command, List<String> keys, Random random) {
        List<String> name = Arrays.asList(command.name().split(" "));
        OddCalls odd = new OddCalls(name, command.arguments(), keys, random, System::currentTimeMillis);
        List<String> calls = new ArrayList<>(odd.everyLength());
        calls.addAll(odd.everyTwoOptions());
        for (int i = 0; i < ODD_CALLS; i++) {
            calls.add(odd.next());
        }
        // What follows the name of a container is another command, if there is one of that name.
        calls.removeIf(call -> namesSubcommand(command, Words.split(call)));
        return calls;
    }

    private static boolean namesSubcommand(CommandDoc command, List<byte[]> words) {
        return !command.subcommands().isEmpty()
                && words.size() > 1
                && command.subcommands().stream()
                        .anyMatch(sub -> sub.name().equalsIgnoreCase(command.name() + " " + Words.show(words.get(1))));
    }

    private static List<Difference> compare(
            Twins twins, DataSet dataSet, int protocol, CommandDoc command, List<String> calls) {
        Comparison rule = CallRule.of(fullName(command)).whenCalled().orElseThrow();
        List<byte[]> requests = calls.stream().map(Words::request).toList();
        List<Difference> differences = new ArrayList<>();
        try (Wire oracle = Wire.to(twins.oracle());
                Wire ours = Wire.to(twins.subject())) {
            if (protocol == 3) {
                oracle.useResp3();
                ours.useResp3();
            }
            List<RawReply> right = oracle.pipeline(requests);
            List<RawReply> got = ours.pipeline(requests);
            for (int i = 0; i < calls.size() && differences.isEmpty(); i++) {
                String where = "seed " + SEED + ", after " + calls.subList(0, i) + "\n       ";
                String call = calls.get(i);
                RawReply expected = right.get(i);
                RawReply reply = got.get(i);
                rule.fault(expected, reply)
                        .ifPresent(fault -> differences.add(new Difference(where, call, expected, reply, fault)));
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + e.getMessage() + "\nafter some of " + calls, e);
        }
        // Consequences of a difference are no news.
        return differences.isEmpty()
                ? dataSet.differences("seed " + SEED + ", after " + calls + "\n       ")
                : differences;
    }

    private static String fullName(CommandDoc command) {
        return command.name().replace(' ', '|').toLowerCase(Locale.ROOT);
    }

    /** {@return what the oracle says of the commands and subcommands that both have, by full name} */
    private static Map<String, CommandDoc> shared(Twins twins) {
        Map<String, CommandDoc> shared = documented(twins.oracle().port());
        shared.keySet().retainAll(documented(twins.subject().port()).keySet());
        return shared;
    }

    private static Map<String, CommandDoc> documented(int port) {
        Map<String, CommandDoc> commands = new TreeMap<>();
        try (Wire wire = Wire.to(port)) {
            wire.useResp3();
            ReplyValue docs = wire.ask("COMMAND DOCS").value();
            for (CommandDoc command : CommandDoc.readAll(docs)) {
                commands.put(fullName(command), command);
                command.subcommands().forEach(sub -> commands.put(fullName(sub), sub));
            }
        }
        return commands;
    }
}
