package dev.mortise.api;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the server and its clients know of a command without running it.
 *
 * <p>It is declared once and feeds dispatch, locking, {@code COMMAND}, access control, documentation and tests.
 *
 * <pre>{@code
 * CommandSpec.named("GETDEL").args(1).flags(Flag.WRITE, Flag.FAST).acl("string")
 *         .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE))
 *         .group("string").since("6.2.0").complexity("O(1)")
 *         .summary("Returns the string value of a key and deletes the key.")
 *         .arguments(Argument.key("key")).build();
 * }</pre>
 *
 * @param name in capitals; of a subcommand, its own word only
 * @param minArgs the fewest arguments after the name, at least 0
 * @param maxArgs the most arguments after the name, or {@link #MANY}
 * @param flags what the command is like
 * @param keys where its keys stand; empty if it has none
 * @param keyFinder what finds its keys in place of these specs, or null if they find them
 * @param aclCategories categories beyond those that follow from the flags, without {@code @}
 * @param group the chapter of the documentation it belongs to, such as {@code string}
 * @param since the version that introduced it
 * @param complexity its cost in O notation, or an empty text if nobody can say
 * @param summary one sentence
 * @param arguments how it is called
 * @param tips hints for clients and proxies, as {@code COMMAND INFO} shows them
 * @param history what changed since it was introduced
 * @param system whether it is for the server's own sake, and no application calls it
 * @param deprecation since when and for what it should not be used any more, or null if it may be
 * @param event the name of the {@link KeyEvent} that tells of a value it has written
 * @param journalsOutcome whether the journal gets what has become of its keys, rather than the command itself
 */
@Stable
public record CommandSpec(
        String name,
        int minArgs,
        int maxArgs,
        Set<Flag> flags,
        List<KeySpec> keys,
        @Nullable KeyFinder keyFinder,
        Set<String> aclCategories,
        String group,
        String since,
        String complexity,
        String summary,
        List<Argument> arguments,
        List<String> tips,
        List<Change> history,
        boolean system,
        @Nullable Deprecation deprecation,
        String event,
        boolean journalsOutcome) {

    /** As a maximum: any number of arguments. */
    public static final int MANY = Integer.MAX_VALUE;

    /**
     * The categories of access control that Redis 7.0 has, in the order in which it lists them.
     *
     * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/">ACL</a>
     */
    public static final List<String> REDIS_CATEGORIES = List.of(
            "keyspace",
            "read",
            "write",
            "set",
            "sortedset",
            "list",
            "hash",
            "string",
            "bitmap",
            "hyperloglog",
            "geo",
            "stream",
            "pubsub",
            "admin",
            "fast",
            "slow",
            "blocking",
            "dangerous",
            "connection",
            "transaction",
            "scripting");

    /**
     * A line of a command's history.
     *
     * @param since the version
     * @param what what changed in it
     */
    public record Change(String since, String what) {}

    /**
     * The advice to use something else.
     *
     * @param since the version that first gave it
     * @param replacement what to use, in Markdown: {@code `SET` with the `NX` argument}
     */
    public record Deprecation(String since, String replacement) {}

    /** Checks the ranges and keeps copies. */
    public CommandSpec {
        if (name.isBlank()
                || !name.equals(name.toUpperCase(Locale.ROOT))
                || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("command name '" + name + "': must be printable ASCII in capitals");
        }
        if (minArgs < 0 || maxArgs < minArgs) {
            throw new IllegalArgumentException(
                    name + ": args(" + minArgs + ", " + maxArgs + ") must be at least 0 and in order");
        }
        flags = Set.copyOf(flags);
        keys = List.copyOf(keys);
        if (keyFinder != null && (keys.isEmpty() || keys.stream().anyMatch(KeySpec.All.class::isInstance))) {
            throw new IllegalArgumentException(
                    name + ": what finds keys needs specs of particular keys, to say what is done to them");
        }
        if (keyFinder == null && keys.stream().anyMatch(KeySpec.Unknown.class::isInstance)) {
            throw new IllegalArgumentException(name + ": keys at unknown places need something that finds them");
        }
        aclCategories = Set.copyOf(aclCategories);
        arguments = List.copyOf(arguments);
        tips = List.copyOf(tips);
        history = List.copyOf(history);
    }

    /**
     * Begins a spec.
     *
     * @param name the command's name in capitals; with a dot ({@code ACME.GREET}) unless it is one of Redis's own
     * @return a builder with no flags, no keys and no arguments
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * {@return whether the command has a flag}
     *
     * @param flag the flag
     */
    public boolean is(Flag flag) {
        return flags.contains(flag);
    }

    /**
     * {@return the arity as {@code COMMAND INFO} shows it: the number of words with the name, negative if that is a
     * minimum}
     *
     * @param nameWords 1 for a command, 2 for a subcommand
     */
    public int arity(int nameWords) {
        return minArgs == maxArgs ? minArgs + nameWords : -(minArgs + nameWords);
    }

    /**
     * {@return all its categories of access control, without {@code @}: those it was given and those that follow from
     * its flags; Redis's own first}
     */
    public List<String> categories() {
        return AclCategories.of(this);
    }

    /**
     * {@return the indexes of the keys among the arguments of a request}
     *
     * @param given the arguments after the name
     */
    public List<Integer> keyPositions(List<Slice> given) {
        return KeyPositions.find(this, given);
    }

    /**
     * {@return the indexes of those keys among the arguments of a request that belong to one key spec}
     *
     * @param which one of {@link #keys}
     * @param given the arguments after the name
     */
    public List<Integer> keyPositions(KeySpec which, List<Slice> given) {
        return KeyPositions.find(this, which, given);
    }

    /** {@return how it is called, without its name: {@code key value [NX | XX]}} */
    public String syntax() {
        return String.join(" ", arguments.stream().map(Argument::syntax).toList());
    }

    /** Builds a {@link CommandSpec}; for one thread. */
    public static final class Builder {
        private final String name;
        private int minArgs;
        private int maxArgs;
        private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
        private final List<KeySpec> keys = new ArrayList<>();
        private @Nullable KeyFinder keyFinder;
        private final Set<String> aclCategories = new LinkedHashSet<>();
        private @Nullable String group;
        private String since = "1.0.0";
        private String complexity = "";
        private String summary = "";
        private List<Argument> arguments = List.of();
        private List<String> tips = List.of();
        private final List<Change> history = new ArrayList<>();
        private boolean system;
        private @Nullable Deprecation deprecation;
        private @Nullable String event;
        private boolean journalsOutcome;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * {@return this, taking exactly so many arguments}
         *
         * @param count how many after the name
         */
        public Builder args(int count) {
            return args(count, count);
        }

        /**
         * {@return this, taking a range of arguments}
         *
         * @param min the fewest after the name
         * @param max the most after the name, or {@link #MANY}
         */
        public Builder args(int min, int max) {
            minArgs = min;
            maxArgs = max;
            return this;
        }

        /**
         * {@return this, with flags added}
         *
         * @param more the flags
         */
        public Builder flags(Flag... more) {
            flags.addAll(List.of(more));
            return this;
        }

        /**
         * {@return this, with key specs added}
         *
         * @param more the specs, in the order of the arguments
         */
        public Builder keys(KeySpec... more) {
            keys.addAll(List.of(more));
            return this;
        }

        /**
         * {@return this, with something that finds the keys of a request where the specs alone do not tell}
         *
         * <p>The specs are still what clients are shown; those that may miss keys have {@link KeyFlag#INCOMPLETE}.
         *
         * @param finder what finds them
         */
        public Builder keysFoundBy(KeyFinder finder) {
            keyFinder = finder;
            return this;
        }

        /**
         * {@return this, with ACL categories added}
         *
         * @param more names without {@code @}
         */
        public Builder acl(String... more) {
            aclCategories.addAll(List.of(more));
            return this;
        }

        /**
         * {@return this, in a chapter of the documentation}
         *
         * @param chapter its name; the plugin's, if not given
         */
        public Builder group(String chapter) {
            group = chapter;
            return this;
        }

        /**
         * {@return this, there since a version}
         *
         * @param version the version
         */
        public Builder since(String version) {
            since = version;
            return this;
        }

        /**
         * {@return this, with its cost; unless said otherwise, nobody can tell}
         *
         * <p>Calls of a command of {@code O(1)} that follow each other in a pipeline are timed together: reading
         * the clock each time would be a large part of what they cost.
         *
         * @param cost in O notation
         */
        public Builder complexity(String cost) {
            complexity = cost;
            return this;
        }

        /**
         * {@return this, with its purpose}
         *
         * @param sentence one sentence
         */
        public Builder summary(String sentence) {
            summary = sentence;
            return this;
        }

        /**
         * {@return this, with its documented arguments}
         *
         * @param all the arguments in order
         */
        public Builder arguments(Argument... all) {
            arguments = List.of(all);
            return this;
        }

        /**
         * {@return this, with hints for clients}
         *
         * @param all the hints
         */
        public Builder tips(String... all) {
            tips = List.of(all);
            return this;
        }

        /**
         * {@return this, with a line of history added}
         *
         * @param version the version
         * @param what what changed in it
         */
        public Builder history(String version, String what) {
            history.add(new Change(version, what));
            return this;
        }

        /**
         * {@return this, as a command that no application calls}
         */
        public Builder system() {
            system = true;
            return this;
        }

        /**
         * {@return this, deprecated}
         *
         * @param version since when
         * @param replacement what to use instead, in Markdown
         */
        public Builder deprecated(String version, String replacement) {
            deprecation = new Deprecation(version, replacement);
            return this;
        }

        /**
         * {@return this, with a name for what it does to a value}
         *
         * <p>A key whose value the command has written or changed is announced by it; if not given, by the command's
         * name in lower case. Removals, expiries and moves have names of their own.
         *
         * @param name as in Redis's keyspace notifications, such as {@code set} or {@code incrby}
         * @see KeyEvent
         */
        public Builder event(String name) {
            event = name;
            return this;
        }

        /**
         * {@return this, journaled by what has become of its keys}
         *
         * <p>The journal gets the command as it was sent, if nothing else is said, and doing that again must have the
         * same outcome. So this is for commands that know relative times or chance, or compute what another machine may
         * compute differently. Not for small changes of large values: those are written as a whole.
         *
         * @see Request#journal
         */
        public Builder journalsOutcome() {
            journalsOutcome = true;
            return this;
        }

        /**
         * {@return the spec}
         *
         * @throws IllegalArgumentException if the name or a range makes no sense
         */
        public CommandSpec build() {
            return new CommandSpec(
                    name,
                    minArgs,
                    maxArgs,
                    flags,
                    keys,
                    keyFinder,
                    aclCategories,
                    group == null ? "module" : group,
                    since,
                    complexity,
                    summary,
                    arguments,
                    tips,
                    history,
                    system,
                    deprecation,
                    event == null ? name.toLowerCase(Locale.ROOT) : event,
                    journalsOutcome);
        }
    }
}
