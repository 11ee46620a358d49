package dev.mortise.hashes;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

/** What every plugin has to do right. */
class HashesContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new HashesModule();
    }

    /**
     * Not so here: HSCAN and HRANDFIELD take any number of arguments, as in Redis, because options may be repeated, and
     * because too many of them are another error than too few.
     */
    @Override
    protected Set<String> commandsDocumentedOtherwise() {
        return Set.of("HSCAN", "HRANDFIELD");
    }

    @Override
    protected List<String> calls() {
        String longValue = "x".repeat(300);
        return List.of(
                "HSET h a 1 b 2",
                "HMSET h c 3 d four",
                "HSETNX h e 5",
                "HSETNX h e 6",
                "HGET h a",
                "HGET h missing",
                "HMGET h a missing b",
                "HGETALL h",
                "HKEYS h",
                "HVALS h",
                "HLEN h",
                "HSTRLEN h d",
                "HEXISTS h a",
                "HEXISTS h missing",
                "HINCRBY h a 10",
                "HINCRBYFLOAT h b 1.5",
                "HSCAN h 0 MATCH * COUNT 5",
                "HRANDFIELD h 100",
                "HRANDFIELD missing",
                "HDEL h c missing",
                "HGETALL missing",
                "HSET gone a 1",
                "HDEL gone a",
                "HSET large field " + longValue,
                "HSET large '' '' other value",
                "HINCRBY large number 5",
                "HDEL large other",
                "HGET large field",
                "HSET bytes \"\\x00\\xff\" \"\\r\\n\"");
    }
}
