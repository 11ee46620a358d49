package dev.mortise.testkit.junit;

import dev.mortise.api.CommandModule;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Persistence;
import dev.mortise.api.Server;
import dev.mortise.api.Server.CommandInfo;
import dev.mortise.api.Slice;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** A server with the plugin under contract, and what a contract asks of it. */
final class ContractServer implements AutoCloseable {

    private static final String FAILURE = "ERR internal error in plugin";

    private final Witness witness = new Witness();
    private final Class<?> subject;
    private final TestServer server;
    private TestClient witnessClient;
    private TestClient client;
    private int protocol = 2;

    ContractServer(CommandModule module, List<CommandModule> others, Map<String, String> settings) {
        List<CommandModule> modules = new ArrayList<>(others);
        modules.add(module);
        modules.add(witness);
        subject = module.getClass();
        server = TestServer.with(settings, modules.toArray(CommandModule[]::new));
        witnessClient = server.newClient();
        client = server.newClient();
    }

    ContractServer protocol(int version) {
        protocol = version;
        return this;
    }

    /** Has had another client before: what is told of clients will differ, and all else not. */
    ContractServer withAnotherClient() {
        server.newClient().close();
        client = server.newClient();
        return this;
    }

    /** {@return who calls the commands of the witness, whatever the plugin has done to clients} */
    private TestClient witnessClient() {
        if (witnessClient.closed()) {
            witnessClient = server.newClient();
        }
        return witnessClient;
    }

    Server server() {
        return server.server();
    }

    /** {@return the commands of the plugin, those with subcommands replaced by these} */
    List<CommandInfo> commands() {
        String id = subject.getModule().isNamed() ? subject.getModule().getName() : subject.getPackageName();
        return server.server().commands().stream()
                .filter(command -> command.module().id().equals(id))
                .filter(command -> !command.fullName().startsWith("contract."))
                .flatMap(command ->
                        command.subcommands().isEmpty() ? Stream.of(command) : command.subcommands().stream())
                .toList();
    }

    Set<String> commandNames() {
        return commands().stream().map(CommandInfo::fullName).collect(Collectors.toCollection(HashSet::new));
    }

    /** {@return where snapshots are kept, or null if nobody keeps them} */
    @Nullable
    Persistence persistence() {
        return server.persistence();
    }

    /** {@return the words of a line, as the server takes them apart} */
    List<byte[]> words(String line) {
        ReplyValue reply = witnessClient().send(Witness.WORDS + " " + line);
        if (reply instanceof ReplyValue.Array array) {
            return array.elements().stream()
                    .map(word -> ((ReplyValue.Bulk) word).bytes())
                    .toList();
        }
        return Assertions.fail("'%s' among calls() is no line: %s".formatted(line, reply));
    }

    /** {@return the command, or the subcommand, that a line calls} */
    CommandInfo command(String line) {
        List<byte[]> words = words(line);
        CommandInfo command = server.server().command(text(words.getFirst()));
        if (command == null) {
            return Assertions.fail("'%s' among calls() calls no command".formatted(line));
        }
        if (command.subcommands().isEmpty() || words.size() == 1) {
            return command;
        }
        String name = command.fullName() + "|" + text(words.get(1)).toLowerCase(Locale.ROOT);
        return command.subcommands().stream()
                .filter(subcommand -> subcommand.fullName().equals(name))
                .findAny()
                .orElse(command);
    }

    private static String text(byte[] word) {
        return new String(word, StandardCharsets.UTF_8);
    }

    /** {@return whether the spec of the command says that what it answers, or the order, is not always the same} */
    boolean leavesToChance(String line) {
        return command(line).spec().tips().stream().anyMatch(tip -> tip.startsWith("nondeterministic_output"));
    }

    /** {@return the number of words before the first argument} */
    static int nameWords(CommandInfo command) {
        return command.fullName().indexOf('|') < 0 ? 1 : 2;
    }

    /** Sends a call that must be answered, though not by an error, or close the connection. */
    List<ReplyValue> call(String line) {
        List<ReplyValue> replies = callAgain(line);
        if (replies.isEmpty() && !client.closed()) {
            return Assertions.fail(
                    "'%s' among calls() is not answered: if it waits for something, put the call before".formatted(line)
                            + " that makes it there");
        }
        for (ReplyValue reply : replies) {
            if (reply instanceof ReplyValue.SimpleError error) {
                return Assertions.fail("'%s' among calls() answers the error '%s': if it always does, it belongs to"
                                .formatted(line, error.line())
                        + " refusals()");
            }
        }
        return replies;
    }

    /** Sends a call that may be answered by an error, but none of the server's about the plugin; or that may wait. */
    List<ReplyValue> callAgain(String line) {
        byte[][] words = words(line).toArray(byte[][]::new);
        if (client.closed()) {
            client = server.newClient();
        }
        // Some command may have chosen another one.
        client.protocol(protocol);
        TestClient asked = client;
        List<ReplyValue> replies = asked.replies(words);
        replies.forEach(reply -> requireNoFailure(line, reply));
        if (replies.isEmpty() && !asked.closed()) {
            // It waits, or wants no replies: the next call needs somebody else.
            asked.close();
            client = server.newClient();
        }
        return replies;
    }

    /** Sends a call that must be answered by an error. */
    void requireRefusal(String line) {
        List<ReplyValue> replies = callAgain(line);
        if (replies.stream().noneMatch(ReplyValue.SimpleError.class::isInstance)) {
            Assertions.fail("'%s' among refusals() answers %s, and no error".formatted(line, replies));
        }
    }

    /** {@return the replies to words of which nobody knows what becomes of them: one, several, or none to who waits} */
    List<ReplyValue> send(List<byte[]> words) {
        TestClient other = server.newClient();
        List<ReplyValue> replies = other.replies(words.toArray(byte[][]::new));
        if (replies.isEmpty()) {
            server.awaitBackground();
            replies = other.received();
        }
        if (!other.closed()) {
            other.close();
        }
        return replies;
    }

    static void requireNoFailure(String call, ReplyValue reply) {
        if (reply instanceof ReplyValue.SimpleError error && error.line().startsWith(FAILURE)) {
            Assertions.fail("'%s' fails: %s. The log has the stack; what clients do wrong is answered by a ServerError"
                    .formatted(call, error.line()));
        }
    }

    /** Checks that a call answers {@code WRONGTYPE} if its keys are of a type nobody knows, and leaves them. */
    void requireWrongType(String line, Set<String> forAnyType) {
        CommandInfo command = command(line);
        List<byte[]> words = words(line);
        List<Slice> arguments =
                words.stream().skip(nameWords(command)).map(Slice::of).toList();
        List<Integer> keys = command.keyPositions(arguments);
        if (keys.isEmpty()) {
            return;
        }
        for (int key : keys) {
            witnessClient()
                    .call(
                            Witness.PUT.getBytes(StandardCharsets.US_ASCII),
                            arguments.get(key).toBytes());
        }
        List<ReplyValue> replies = send(words);
        replies.forEach(reply -> requireNoFailure(line, reply));
        boolean anyType = forAnyType.stream().anyMatch(name -> name.equalsIgnoreCase(command.fullName()));
        if (anyType || command.spec().keys().stream().anyMatch(keySpec -> !readsWhatIsThere(keySpec))) {
            return;
        }
        if (replies.stream()
                .noneMatch(reply -> reply instanceof ReplyValue.SimpleError error
                        && error.code().equals("WRONGTYPE"))) {
            Assertions.fail("'%s' answers %s if its keys are of another type, not WRONGTYPE: read keys by Entry.get, or"
                            .formatted(line, replies)
                    + " name the command in commandsForAnyType()");
        }
        for (int key : keys) {
            requireUntouched(line, arguments.get(key));
        }
    }

    private static boolean readsWhatIsThere(KeySpec keys) {
        return !keys.flags().contains(KeyFlag.OW)
                && !keys.flags().contains(KeyFlag.RM)
                && !keys.flags().contains(KeyFlag.NOT_KEY);
    }

    private void requireUntouched(String line, Slice key) {
        boolean[] untouched = new boolean[1];
        server.server().keyspace().visit(0, key, (_, entry) -> {
            if (witness.type().equals(entry.type())) {
                long[] value = entry.get(witness.type());
                untouched[0] = value != null && value[0] == Witness.CONTENT;
            }
        });
        if (!untouched[0]) {
            Assertions.fail(
                    "'%s' answers WRONGTYPE, and has changed the key '%s' all the same".formatted(line, key.utf8()));
        }
    }

    /** {@return all values of types of the plugin} */
    List<StoredValue<?>> values() {
        return StoredValue.all(server.server());
    }

    /** Does again what another has done since this was called last. */
    void follow(ContractServer other) {
        other.witness.journal().doAgain(server);
    }

    byte[] snapshot() {
        return server.snapshot();
    }

    void load(byte[] snapshot) {
        server.load(snapshot);
    }

    @Override
    public void close() {
        server.close();
    }
}
