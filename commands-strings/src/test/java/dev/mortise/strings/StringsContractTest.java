package dev.mortise.strings;

import dev.mortise.admin.AdminModule;
import dev.mortise.api.CommandModule;
import dev.mortise.keys.KeysModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

/** What every plugin has to do right. */
class StringsContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new StringsModule();
    }

    /** Options are read before they are found to be too many, as in Redis. */
    @Override
    protected Set<String> commandsDocumentedOtherwise() {
        return Set.of("SET", "GETEX", "LCS");
    }

    /** The journal tells of expiries, and of a database that is emptied, by commands of theirs. */
    @Override
    protected List<CommandModule> others() {
        return List.of(new KeysModule(), new AdminModule());
    }

    @Override
    protected Set<String> commandsForAnyType() {
        return Set.of("SET", "MGET", "LCS");
    }

    @Override
    protected List<String> calls() {
        return List.of(
                "SET name ana",
                "SET name maria GET",
                "SETNX name eva",
                "APPEND name ' eva'",
                "GET name",
                "GETRANGE name 0 2",
                "SUBSTR name 0 2",
                "SETRANGE name 3 xyz",
                "STRLEN name",
                "GETSET name ana",
                "SETEX short 100 x",
                "PSETEX shorter 100000 x",
                "GETEX short EX 200",
                "GETEX short PERSIST",
                "MSET a 1 b 2 a 3",
                "MSETNX c 1 d 2",
                "MGET a b nothing",
                "INCR a",
                "INCRBY a 10",
                "DECR a",
                "DECRBY a 10",
                "INCRBYFLOAT a 0.25",
                "LCS name short",
                "GETDEL c",
                "DELETE d",
                "FLUSH");
    }
}
