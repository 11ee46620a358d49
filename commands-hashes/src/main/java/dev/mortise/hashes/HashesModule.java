package dev.mortise.hashes;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Setup;

/** Registers the type {@code hash} and the commands on it. */
public final class HashesModule implements CommandModule {

    /** For the service loader. */
    public HashesModule() {}

    @Override
    public void configure(Setup setup) {
        HashType type = new HashType(new HashLimits(
                setup.parameter("hash-max-listpack-entries"), setup.parameter("hash-max-listpack-value")));
        setup.type(type);
        setup.command(HsetCommand.HSET, HsetCommand.hset(type))
                .command(HsetCommand.HMSET, HsetCommand.hmset(type))
                .command(HsetnxCommand.SPEC, new HsetnxCommand(type))
                .command(HgetCommand.SPEC, new HgetCommand(type))
                .command(HmgetCommand.SPEC, new HmgetCommand(type))
                .command(HgetallCommand.HGETALL, HgetallCommand.hgetall(type))
                .command(HgetallCommand.HKEYS, HgetallCommand.hkeys(type))
                .command(HgetallCommand.HVALS, HgetallCommand.hvals(type))
                .command(HdelCommand.SPEC, new HdelCommand(type))
                .command(HlenCommand.SPEC, new HlenCommand(type))
                .command(HstrlenCommand.SPEC, new HstrlenCommand(type))
                .command(HexistsCommand.SPEC, new HexistsCommand(type))
                .command(HincrbyCommand.SPEC, new HincrbyCommand(type))
                .command(HincrbyfloatCommand.SPEC, new HincrbyfloatCommand(type))
                .command(HscanCommand.SPEC, new HscanCommand(type))
                .command(HrandfieldCommand.SPEC, new HrandfieldCommand(type));
    }
}
