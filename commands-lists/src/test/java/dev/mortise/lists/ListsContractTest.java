package dev.mortise.lists;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

/** What every plugin has to do right. */
class ListsContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new ListsModule();
    }

    /** Not so here: LPOS, LMPOP and BLMPOP take any number of arguments, as in Redis; too many are a syntax error. */
    @Override
    protected Set<String> commandsDocumentedOtherwise() {
        return Set.of("LPOS");
    }

    @Override
    protected List<String> calls() {
        String longElement = "x".repeat(2000);
        return List.of(
                "RPUSH l a b c",
                "LPUSH l z",
                "LPUSHX l y",
                "RPUSHX l d",
                "LPUSHX missing y",
                "RPUSHX missing y",
                "LLEN l",
                "LINDEX l 0",
                "LINDEX l 100",
                "LINSERT l BEFORE b x",
                "LINSERT l AFTER b b",
                "LSET l 0 first",
                "LRANGE l 0 -1",
                "LPOS l b",
                "LPOS l b RANK -1 COUNT 0 MAXLEN 100",
                "LREM l 1 b",
                "LTRIM l 1 -2",
                "LMOVE l other LEFT RIGHT",
                "LMOVE l l LEFT RIGHT",
                "RPOPLPUSH l other",
                "LPOP l",
                "RPOP l 1",
                "LPOP missing",
                "RPOP missing",
                "RPUSH more 1 2 3",
                "LMPOP 2 missing more LEFT COUNT 2",
                "LMPOP 1 missing RIGHT",
                "BLPOP other 0.01",
                "BRPOP more missing 0.01",
                "RPUSH waited 1 2 3 4 5",
                "BLMOVE waited l LEFT RIGHT 0.01",
                "BRPOPLPUSH waited l 0.01",
                "BLMPOP 0.01 1 waited RIGHT COUNT 2",
                "LRANGE missing 0 1",
                "RPUSH gone a",
                "LREM gone 0 a",
                "RPUSH large " + longElement + " b",
                "LPUSH large " + longElement,
                "LPOP large",
                "RPUSH numbers 3 1 2 10",
                "SORT numbers",
                "SORT numbers BY nosort LIMIT 1 2 GET # GET none_* DESC",
                "SORT numbers BY weight_*->field ALPHA STORE sorted",
                "SORT_RO numbers DESC",
                "SORT missing",
                "RPUSH bytes \"\\x00\\xff\" \"\\r\\n\"");
    }
}
