package dev.mortise.runtime.command;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A command as the dispatcher sees it: the spec's facts in the form in which they are needed for each request.
 *
 * <p>Immutable once the {@link CommandTable} is frozen; read by all event loops.
 */
public final class RegisteredCommand {

    private static final String CONSTANT = "O(1)";
    /** What a request gives it, or its reply has, is all there can be much of. */
    private static final String CONSTANT_FOR_EACH = "O(1) for each ";

    private final CommandSpec spec;
    private final @Nullable Command body;
    private final Server.Module module;
    private final String fullName;
    private final int nameWords;
    private final byte[] upperName;
    private final KeyLocator keys;
    private final int index;
    private final List<RegisteredCommand> subcommands;
    private final @Nullable CommandTable subcommandTable;
    private final boolean noAuth;
    private final boolean readsOnly;
    private final boolean writes;
    private final boolean replicates;
    private final boolean constantTime;
    private final boolean deniedWhenFull;
    private List<Interception> interceptions = List.of();
    private Path path;

    RegisteredCommand(
            CommandSpec spec,
            @Nullable Command body,
            Server.Module module,
            @Nullable String parent,
            int index,
            List<RegisteredCommand> subcommands) {
        this.spec = spec;
        this.body = body;
        this.module = module;
        String name = spec.name().toLowerCase(Locale.ROOT);
        this.fullName = parent == null ? name : parent.toLowerCase(Locale.ROOT) + "|" + name;
        this.nameWords = parent == null ? 1 : 2;
        this.upperName = spec.name().getBytes(StandardCharsets.US_ASCII);
        this.keys = KeyLocator.of(spec);
        this.index = index;
        this.subcommands = List.copyOf(subcommands);
        this.subcommandTable = subcommands.isEmpty() ? null : new CommandTable(subcommands);
        this.noAuth = spec.is(Flag.NO_AUTH);
        this.readsOnly = spec.is(Flag.READONLY);
        this.writes = spec.is(Flag.WRITE);
        this.replicates = spec.is(Flag.MAY_REPLICATE);
        this.constantTime =
                (spec.complexity().equals(CONSTANT) || spec.complexity().startsWith(CONSTANT_FOR_EACH))
                        && (readsOnly || writes || (spec.is(Flag.FAST) && !spec.is(Flag.NOSCRIPT)));
        this.deniedWhenFull = spec.is(Flag.DENY_OOM);
        this.path = path(keys.shape());
    }

    /** What has to happen around a command's body: which locks, or more than that. */
    public enum Path {
        /** No key is locked. */
        NO_KEY,
        /** One shard. */
        ONE_KEY,
        /** The shards of several keys. */
        SEVERAL_KEYS,
        /** Every shard. */
        ALL_KEYS,
        /** {@link #interceptions} first; those of {@link #lockPath} after. */
        INTERCEPTED
    }

    private static Path path(KeyLocator.Shape shape) {
        return switch (shape) {
            case NONE -> Path.NO_KEY;
            case SINGLE -> Path.ONE_KEY;
            case SEVERAL -> Path.SEVERAL_KEYS;
            case ALL -> Path.ALL_KEYS;
        };
    }

    /** {@return the first thing to do to run it: of a command that nobody intercepts, {@link #lockPath}} */
    public Path path() {
        return path;
    }

    /** {@return which locks its body needs} */
    public Path lockPath() {
        return path(keys.shape());
    }

    /** Puts interceptors around it, before the table is frozen. */
    void intercept(List<Interception> around) {
        interceptions = List.copyOf(around);
        path = interceptions.isEmpty() ? lockPath() : Path.INTERCEPTED;
    }

    /** {@return what stands around it, in the order in which it is asked} */
    public List<Interception> interceptions() {
        return interceptions;
    }

    public CommandSpec spec() {
        return spec;
    }

    /** {@return what the command does, or null if it has only subcommands} */
    public @Nullable Command body() {
        return body;
    }

    public Server.Module module() {
        return module;
    }

    /** {@return the name in lower case, with the parent's and a bar: {@code config|get}} */
    public String fullName() {
        return fullName;
    }

    /** {@return of how many words its name consists: two of a subcommand} */
    public int nameWords() {
        return nameWords;
    }

    byte[] upperName() {
        return upperName;
    }

    public KeyLocator keys() {
        return keys;
    }

    /** {@return a number of its own, from 0 to the number of all commands and subcommands: an index for counters} */
    public int index() {
        return index;
    }

    public List<RegisteredCommand> subcommands() {
        return subcommands;
    }

    /** {@return the table of the subcommands, or null if there are none} */
    public @Nullable CommandTable subcommandTable() {
        return subcommandTable;
    }

    /** {@return whether so many arguments after the name are allowed} */
    public boolean takes(int arguments) {
        return arguments >= spec.minArgs() && arguments <= spec.maxArgs();
    }

    /**
     * {@return whether so many arguments after the name fit the arity that clients are told}
     *
     * <p>It has no upper limit if it is negative; a command that takes from one to three arguments tells "one or more".
     */
    public boolean fitsArity(int arguments) {
        return arguments >= spec.minArgs() && (arguments <= spec.maxArgs() || spec.minArgs() != spec.maxArgs());
    }

    /** {@return whether it may be sent before the client has authenticated} */
    public boolean noAuth() {
        return noAuth;
    }

    public boolean readsOnly() {
        return readsOnly;
    }

    public boolean writes() {
        return writes;
    }

    /** {@return whether it has to do with keys} */
    public boolean touchesKeyspace() {
        return readsOnly || writes || replicates;
    }

    /** {@return whether it may change what replicas would have to be told} */
    public boolean writesOrReplicates() {
        return writes || replicates;
    }

    /**
     * {@return whether how long it takes depends on nothing but the length of request and reply}
     *
     * <p>That is what its spec says, and it is believed: whoever is wrong about that is shown times that are shared by
     * calls of this one command. Those about the connection, which have passwords among their arguments, are left out.
     * Interceptors take their time as well.
     */
    public boolean isConstantTime() {
        return constantTime && path != Path.INTERCEPTED;
    }

    /** {@return whether it may take memory, and is refused when there is none} */
    public boolean deniedWhenFull() {
        return deniedWhenFull;
    }

    /** {@return the command as modules see it} */
    public Server.CommandInfo info() {
        return new Server.CommandInfo(
                spec,
                fullName,
                module,
                subcommands.stream().map(RegisteredCommand::info).toList());
    }
}
