package dev.mortise.testkit.junit;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Persistence;
import dev.mortise.api.Server.CommandInfo;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every plugin has to do right, as tests to inherit: a class of a few lines has them all.
 *
 * {@snippet class="dev.mortise.testkit.junit.TallyContractTest" region="whole"}
 *
 * <p>The author gives the module and a few calls of its commands. Everything else follows from what the module
 * registers: how many arguments there are and which of them are keys, what is behind the keys after each call.
 *
 * <ul>
 *   <li>Each command is called at all, and the calls are answered, without errors.
 *   <li>Clients of RESP2 and of RESP3 are told the same.
 *   <li>The documented arguments agree with the number of arguments that is allowed.
 *   <li>What is refused changes nothing.
 *   <li>Arguments of any kind get an answer; a wrong number of them, the error that the server has for it.
 *   <li>Keys of another type are answered {@code WRONGTYPE} and left as they are.
 *   <li>Nothing is kept that was borrowed. ({@link TestServer} finds that out, and answers the next call with an
 *       error.)
 *   <li>Values are the same when they were written and read, in a copy, after a snapshot and a restart; copies share
 *       nothing with what they were made of; damaged values are refused; sizes are told.
 *   <li>The journal tells all changes: done again by another server, it makes the same keys.
 *   <li>Where the module {@linkplain dev.mortise.api.Setup#persistence keeps snapshots}, the last one that was complete
 *       is loaded, whatever has failed since.
 *   <li>What the module uses of the API that may still change is known to the author.
 *   <li>Values that earlier versions have written can be read. For that each version of a type has a golden file among
 *       the sources of the tests, which {@code -Dmortise.golden=update} makes.
 * </ul>
 *
 * <p>What it does not find out: whether the commands do what they are for; whether {@code bytes()} takes constant time.
 */
public abstract class PluginContract {

    /** Modules that come with the API, and change with it. */
    private static final String OWN = "dev.mortise.";

    /** For subclasses. */
    protected PluginContract() {}

    /** {@return the module, a new one with each call} */
    protected abstract CommandModule module();

    /**
     * {@return calls of all commands, as one types them into {@code redis-cli}}
     *
     * <p>They are sent one after another to an empty server, by one client. Each is answered, and not by an error, or
     * closes the connection, in which case the next one is sent by a new client. The more different values they make,
     * the more is tried.
     */
    protected abstract List<String> calls();

    /**
     * {@return calls that answer errors; by default none}
     *
     * <p>They are sent after {@link #calls}. Here belong commands that can only refuse where there is no more than the
     * test has; and whichever mistakes of clients are worth a look, for none of them may change anything.
     */
    protected List<String> refusals() {
        return List.of();
    }

    /**
     * {@return what is set for the module, by names such as {@code acme.hello.greeting} or {@code
     * plugins.override.SET}; by default nothing}
     */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** {@return modules that the module or the calls need besides, new ones with each call; by default none} */
    protected List<CommandModule> others() {
        return List.of();
    }

    /**
     * {@return the names of commands that take keys of any type, as {@code EXISTS} does; by default none}
     *
     * <p>Those that overwrite or remove their keys whatever they hold say so in their key specs, and need not be named.
     */
    protected Set<String> commandsForAnyType() {
        return Set.of();
    }

    /**
     * {@return the names of commands whose documented arguments are not those that they accept; by default none}
     *
     * <p>Redis has some: options of which each is documented once, and that may be repeated; or that the command itself
     * finds to be too many, to have another error for it.
     */
    protected Set<String> commandsDocumentedOtherwise() {
        return Set.of();
    }

    /**
     * {@return what the module uses of the API that is a {@link dev.mortise.api.Preview}: types by their names, members
     * of others as {@code Request.call}; by default nothing}
     *
     * <p>Any minor version may change these. Who names them here knows, and is told when another one comes in.
     */
    protected Set<String> previews() {
        return Set.of();
    }

    /** {@return where the golden files are; by default {@code src/test/resources/golden}} */
    protected Path goldenFiles() {
        return Path.of("src", "test", "resources", "golden");
    }

    private ContractServer server() {
        return new ContractServer(module(), others(), settings());
    }

    private ContractServer serverIn(Path directory) {
        Map<String, String> settings = new HashMap<>(settings());
        settings.putIfAbsent("dir", directory.toString());
        return new ContractServer(module(), others(), settings);
    }

    /** What is used of the API that any minor version may change is named in {@link #previews}. */
    @Test
    public void previewsAreKnown() {
        Class<? extends CommandModule> type = module().getClass();
        if (type.getPackageName().startsWith(OWN)) {
            return;
        }
        Set<String> used = Previews.usedBesides(type);
        if (!used.equals(previews())) {
            String names = used.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            Assertions.fail("previews() is not what the plugin uses of the API and any minor version may change: if it"
                    + " is to use that, return Set.of(" + names + ")");
        }
    }

    /** Each command and subcommand of the module is among {@link #calls}, or {@link #refusals}. */
    @Test
    public void everyCommandIsCalled() {
        try (ContractServer server = server()) {
            Set<String> missing = server.commandNames();
            calls().forEach(line -> missing.remove(server.command(line).fullName()));
            refusals().forEach(line -> missing.remove(server.command(line).fullName()));
            if (!missing.isEmpty()) {
                Assertions.fail("calls() has none of " + missing + ": what is not called is not tested");
            }
        }
    }

    /** The calls answer no errors. Called again, when everything is there already, they may, but do not fail. */
    @Test
    public void callsAreAnswered() {
        try (ContractServer server = server()) {
            calls().forEach(server::call);
            calls().forEach(server::callAgain);
        }
    }

    /** What answers an error leaves all keys as they are. */
    @Test
    public void refusalsChangeNothing() {
        try (ContractServer server = server()) {
            calls().forEach(server::call);
            for (String line : refusals()) {
                Map<String, Contents.Held> before = Contents.of(server.server());
                server.requireRefusal(line);
                Contents.requireSame(before, server.server(), "after '%s', which answers an error".formatted(line));
            }
        }
    }

    /** What RESP3 has a kind of its own for is told in RESP2 by another, but told. */
    @Test
    public void bothProtocolsTellTheSame() {
        try (ContractServer older = server();
                ContractServer newer = server().protocol(3)) {
            for (String line : calls()) {
                String expected = ReplyShape.of(older.call(line));
                String found = ReplyShape.of(newer.call(line));
                if (!expected.equals(found)) {
                    Assertions.fail("'%s' answers %s in RESP2, and in RESP3 %s: write replies without looking at the"
                                    .formatted(line, expected, found)
                            + " protocol, Reply translates them");
                }
            }
        }
    }

    /** What the documentation says of the arguments is what the server accepts. */
    @Test
    public void documentedArgumentsAreThoseAccepted() {
        Set<String> otherwise = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        otherwise.addAll(commandsDocumentedOtherwise());
        List<String> wrong = new ArrayList<>();
        try (ContractServer server = server()) {
            for (CommandInfo command : server.commands()) {
                CommandSpec spec = command.spec();
                int least = Arity.least(spec.arguments());
                int most = Arity.most(spec.arguments());
                boolean same = least == spec.minArgs() && most == spec.maxArgs();
                if (!same && !spec.arguments().isEmpty() && !otherwise.remove(command.fullName())) {
                    wrong.add("%s takes %s arguments, and documents %s"
                            .formatted(command.fullName(), range(spec.minArgs(), spec.maxArgs()), range(least, most)));
                }
            }
        }
        if (!wrong.isEmpty()) {
            Assertions.fail(String.join("; ", wrong) + ": correct args() or arguments()");
        }
        if (!otherwise.isEmpty()) {
            Assertions.fail("commandsDocumentedOtherwise() has " + otherwise
                    + ", whose arguments are documented as they" + " are accepted, or which are not there");
        }
    }

    private static String range(int least, int most) {
        if (most == CommandSpec.MANY) {
            return least + " or more";
        }
        return least == most ? Integer.toString(least) : least + " to " + most;
    }

    /** Whatever a client sends as arguments, it gets an answer that is no failure of the plugin. */
    @Test
    public void oddArgumentsAreAnswered() {
        try (ContractServer server = server()) {
            OddArguments odd = new OddArguments(server);
            server.commands().forEach(odd::check);
            calls().forEach(server::callAgain);
            // And with something behind the keys.
            for (String line : calls()) {
                odd.checkInstead(line);
            }
        }
    }

    /** A key of another type is neither read nor changed by commands that read or change what is there. */
    @Test
    public void otherTypesAreRefused() {
        for (String line : calls()) {
            try (ContractServer server = server()) {
                server.requireWrongType(line, commandsForAnyType());
            }
        }
    }

    /** Values are the same when they were written and read. */
    @Test
    public void valuesAreReadAsTheyWereWritten() {
        afterEachCall(ValueChecks::isReadAsWritten);
    }

    /** Damaged values are refused, and the server is not hurt by them. */
    @Test
    public void damagedValuesAreRefused() {
        afterEachCall(ValueChecks::refusesDamage);
    }

    /** Sizes are told, and not negative. */
    @Test
    public void bytesAreTold() {
        afterEachCall(ValueChecks::isCounted);
    }

    /** Copies are equal to their values, and stay what they are when these change. */
    @Test
    public void copiesShareNothing() {
        Map<StoredValue<?>, byte[]> copies = new LinkedHashMap<>();
        afterEachCall(stored -> {
            StoredValue<?> copy = ValueChecks.copied(stored);
            if (copy != null) {
                copies.put(copy, copy.written());
            }
        });
        copies.forEach((copy, written) -> {
            if (!WrittenItems.same(written, copy.written())) {
                Assertions.fail("a copy of %s has changed with it, from %s to %s: copy() must copy all that can change"
                        .formatted(copy, ValueChecks.shown(written), ValueChecks.shown(copy.written())));
            }
        });
    }

    /** What earlier versions have written can be read; what the present one writes is kept for later ones. */
    @Test
    public void valuesOfEarlierVersionsAreRead() {
        Map<String, List<StoredValue<?>>> byType = new LinkedHashMap<>();
        try (ContractServer server = server()) {
            for (String line : calls()) {
                server.call(line);
                server.values()
                        .forEach(stored -> byType.computeIfAbsent(stored.type().name(), _ -> new ArrayList<>())
                                .add(frozen(stored)));
            }
        }
        GoldenFiles files = new GoldenFiles(goldenFiles());
        byType.values().forEach(files::check);
    }

    /** The value as it is now: it will change with the next call. */
    private static <V> StoredValue<V> frozen(StoredValue<V> stored) {
        return new StoredValue<>(
                stored.key(),
                stored.type(),
                stored.read(stored.written(), stored.type().version()));
    }

    /** A server that loads a snapshot has the keys that the other had, and answers the same. */
    @Test
    public void keysSurviveARestart() {
        try (ContractServer server = server();
                ContractServer restarted = server()) {
            calls().forEach(server::call);
            restarted.load(server.snapshot());
            Contents.requireSame(server.server(), restarted.server(), "after a snapshot and a restart");
            requireSameAnswers(server, restarted, "after a snapshot and a restart");
        }
    }

    /**
     * A store of snapshots loads the last one that it was given whole.
     *
     * @param directory the server's own, empty
     */
    @Test
    public void snapshotsAreKept(@TempDir Path directory) {
        try (ContractServer server = serverIn(directory)) {
            Persistence store = server.persistence();
            if (store != null) {
                new SnapshotChecks(store).check();
            }
        }
    }

    /**
     * A server that is stopped and started again has the keys of the last snapshot.
     *
     * @param directory the server's own, empty
     */
    @Test
    public void snapshotsAreLoadedAtStart(@TempDir Path directory) {
        Map<String, Contents.Held> saved;
        try (ContractServer server = serverIn(directory)) {
            if (server.persistence() == null) {
                return;
            }
            calls().forEach(server::call);
            saved = Contents.of(server.server());
            String failure = server.server().snapshots().save().failure();
            if (failure != null) {
                Assertions.fail("a snapshot of what calls() have made cannot be kept: " + failure);
            }
        }
        try (ContractServer restarted = serverIn(directory)) {
            Contents.requireSame(saved, restarted.server(), "after a snapshot was kept, and the server started again");
        }
    }

    /** A server that does again what the journal of another tells, has the same keys, and answers the same. */
    @Test
    public void theJournalTellsAllChanges() {
        try (ContractServer server = server();
                ContractServer follower = server()) {
            for (String line : calls()) {
                server.call(line);
                follower.follow(server);
                Contents.requireSame(
                        server.server(),
                        follower.server(),
                        "after '%s', done again from the journal (is changed() called, and nothing left to chance?)"
                                .formatted(line));
            }
            requireSameAnswers(server, follower, "done again from the journal");
        }
    }

    /** Of what is left to chance, or told of the server itself, only the shape is compared. */
    private void requireSameAnswers(ContractServer server, ContractServer other, String explanation) {
        try (ContractServer twin = server().withAnotherClient()) {
            calls().forEach(twin::call);
            for (String line : calls()) {
                List<ReplyValue> expected = server.callAgain(line);
                List<ReplyValue> ofTwin = twin.callAgain(line);
                // Two may also agree by chance, if the spec says so.
                boolean byChance = server.leavesToChance(line) || !expected.equals(ofTwin);
                List<ReplyValue> found = other.callAgain(line);
                boolean same = byChance ? ReplyShape.of(expected).equals(ReplyShape.of(found)) : expected.equals(found);
                if (!same) {
                    Assertions.fail("%s '%s' answers %s, and should answer %s: does write() write all that a value is?"
                            .formatted(explanation, line, found, expected));
                }
            }
        }
    }

    private void afterEachCall(Consumer<StoredValue<?>> check) {
        try (ContractServer server = server()) {
            Set<String> checked = new LinkedHashSet<>();
            for (String line : calls()) {
                server.call(line);
                for (StoredValue<?> stored : server.values()) {
                    if (checked.add(stored.type().name() + ValueChecks.shown(stored.written()) + stored.key())) {
                        check.accept(stored);
                    }
                }
            }
        }
    }
}
