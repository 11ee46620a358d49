package dev.mortise.api;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Picks commands, when the server starts: {@link Setup#intercept}.
 *
 * <p>It is asked about every command and every subcommand, and never again afterwards.
 *
 * <pre>{@code
 * Selector.commands("FLUSHALL", "CONFIG|SET")
 * Selector.category("dangerous").and(Selector.commands("SHUTDOWN").negate())
 * }</pre>
 */
@FunctionalInterface
@Preview
public interface Selector {

    /**
     * {@return whether it picks a command}
     *
     * @param command a command, or a subcommand whose {@link Server.CommandInfo#fullName} has its parent's name in it
     */
    boolean selects(Server.CommandInfo command);

    /**
     * {@return the full names, in lower case, of commands that must exist}
     *
     * <p>The server does not start if one does not: a name misspelt in a plugin that guards it would leave the door
     * open.
     */
    default Set<String> required() {
        return Set.of();
    }

    /** {@return one that picks every command} */
    static Selector all() {
        return _ -> true;
    }

    /**
     * {@return one that picks commands by name, all of which must exist}
     *
     * @param names in any case; of a command with subcommands it stands for all of these, and one of them is written
     *     {@code CONFIG|SET}
     */
    static Selector commands(String... names) {
        Set<String> wanted =
                Stream.of(names).map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        return new Selector() {
            @Override
            public boolean selects(Server.CommandInfo command) {
                String name = command.fullName();
                int bar = name.indexOf('|');
                return wanted.contains(name) || (bar >= 0 && wanted.contains(name.substring(0, bar)));
            }

            @Override
            public Set<String> required() {
                return wanted;
            }
        };
    }

    /**
     * {@return one that picks commands by what they are like}
     *
     * @param flag a flag
     */
    static Selector flag(Flag flag) {
        return command -> command.spec().is(flag);
    }

    /**
     * {@return one that picks commands by their category of access control}
     *
     * @param category its name without {@code @}, such as {@code dangerous}
     */
    static Selector category(String category) {
        return command -> command.spec().categories().contains(category);
    }

    /**
     * {@return one that picks the commands of a module}
     *
     * @param id its name, such as {@code acme.hello}
     */
    static Selector module(String id) {
        return command -> command.module().id().equals(id);
    }

    /**
     * {@return one that picks what both pick}
     *
     * @param other the other
     */
    default Selector and(Selector other) {
        return joined(this, other, command -> selects(command) && other.selects(command));
    }

    /**
     * {@return one that picks what one of them picks}
     *
     * @param other the other
     */
    default Selector or(Selector other) {
        return joined(this, other, command -> selects(command) || other.selects(command));
    }

    /** {@return one that picks what this does not} */
    default Selector negate() {
        return joined(this, this, command -> !selects(command));
    }

    private static Selector joined(Selector one, Selector other, Selector choice) {
        Set<String> required = Stream.concat(one.required().stream(), other.required().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Selector() {
            @Override
            public boolean selects(Server.CommandInfo command) {
                return choice.selects(command);
            }

            @Override
            public Set<String> required() {
                return required;
            }
        };
    }
}
