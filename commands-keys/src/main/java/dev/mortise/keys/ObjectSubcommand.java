package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;

/** What the specs of {@code OBJECT} and of its subcommands have in common. */
final class ObjectSubcommand {

    static final CommandSpec CONTAINER = CommandSpec.named("OBJECT")
            .args(1, CommandSpec.MANY)
            .group("generic")
            .since("2.2.3")
            .complexity("Depends on the subcommand")
            .summary("Tells how a value is kept.")
            .build();

    private ObjectSubcommand() {}

    /** {@return the beginning of the spec of a subcommand that looks at one key without using it} */
    static CommandSpec.Builder named(String name, String since) {
        return CommandSpec.named(name)
                .args(1)
                .flags(Flag.READONLY)
                .acl("keyspace")
                .keys(KeySpec.at(0, KeyFlag.RO))
                .group("generic")
                .since(since)
                .complexity("O(1)")
                .tips("nondeterministic_output")
                .arguments(Argument.key("key"));
    }
}
