package dev.mortise.admin;

import dev.mortise.api.CommandSpec;

/** The specs of commands that are nothing by themselves and only have subcommands. */
final class Containers {

    static final CommandSpec CLIENT = spec("CLIENT", "connection", "2.4.0", "Looks after connections.");
    static final CommandSpec CONFIG = spec("CONFIG", "server", "2.0.0", "Looks after parameters of the server.");
    static final CommandSpec LATENCY = spec("LATENCY", "server", "2.8.13", "Tells what took how long.");
    static final CommandSpec MEMORY = spec("MEMORY", "server", "4.0.0", "Tells what memory is used for.");
    static final CommandSpec MODULE = spec("MODULE", "server", "4.0.0", "Looks after plugins.");

    static final CommandSpec SLOWLOG = spec("SLOWLOG", "server", "2.2.12", "Looks after the list of slow commands.");

    private Containers() {}

    private static CommandSpec spec(String name, String group, String since, String summary) {
        return CommandSpec.named(name)
                .args(1, CommandSpec.MANY)
                .group(group)
                .since(since)
                .complexity("Depends on subcommand.")
                .summary(summary)
                .build();
    }
}
