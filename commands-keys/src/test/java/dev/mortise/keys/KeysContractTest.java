package dev.mortise.keys;

import dev.mortise.api.Command;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every plugin has to do right. */
class KeysContractTest extends PluginContract {

    /** The string {@code x}, as redis-server 7.0.15 dumps it. */
    private static final String DUMPED = "\"\\x00\\x01x\\n\\x00\\\"\\x80\\x86_\\xbd\\xe8H\\xd0\"";

    @Override
    protected CommandModule module() {
        return new KeysModule();
    }

    /** Options are read before they are found to be too many, as in Redis. */
    @Override
    protected Set<String> commandsDocumentedOtherwise() {
        return Set.of("COPY", "RESTORE", "EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT", "SCAN");
    }

    /** What is known of the use of a key depends on the policy by which keys are evicted. */
    @Override
    protected List<CommandModule> others() {
        return List.of(setup -> setup.command(CommandSpec.named("T.LFU").build(), policy("allkeys-lfu"))
                .command(CommandSpec.named("T.LRU").build(), policy("noeviction")));
    }

    private static Command policy(String name) {
        return (request, reply) -> {
            request.server().changeParameters(Map.of("maxmemory-policy", name));
            reply.ok();
        };
    }

    @Override
    protected Set<String> commandsForAnyType() {
        return Set.of(
                "UNLINK",
                "EXISTS",
                "TOUCH",
                "TYPE",
                "RENAME",
                "RENAMENX",
                "COPY",
                "MOVE",
                "DUMP",
                "RESTORE",
                "MIGRATE",
                "EXPIRE",
                "PEXPIRE",
                "EXPIREAT",
                "PEXPIREAT",
                "TTL",
                "PTTL",
                "EXPIRETIME",
                "PEXPIRETIME",
                "PERSIST",
                "OBJECT|ENCODING",
                "OBJECT|FREQ",
                "OBJECT|IDLETIME",
                "OBJECT|REFCOUNT");
    }

    @Override
    protected List<String> calls() {
        return List.of(
                "RESTORE name 0 " + DUMPED,
                "RESTORE short 100000 " + DUMPED,
                "RESTORE gone 0 " + DUMPED,
                "DUMP name",
                "EXISTS name short nobody",
                "TOUCH name nobody",
                "TYPE name",
                "COPY name twin",
                "RENAME twin other",
                "RENAMENX other third",
                "MOVE third 1",
                "EXPIRE name 100",
                "PEXPIRE name 200000 GT",
                "TTL name",
                "PTTL short",
                "EXPIREAT name 1893456100",
                "PEXPIREAT name 1893456200000",
                "EXPIRETIME name",
                "PEXPIRETIME name",
                "PERSIST name",
                "OBJECT HELP",
                "OBJECT ENCODING name",
                "OBJECT REFCOUNT name",
                "OBJECT IDLETIME name",
                "T.LFU",
                "OBJECT FREQ name",
                "T.LRU",
                "KEYS n*",
                "SCAN 0 COUNT 100 TYPE string",
                "RANDOMKEY",
                "DBSIZE",
                "MIGRATE 127.0.0.1 1 nobody 0 10",
                "WAIT 0 0",
                "DEL gone nobody",
                "UNLINK nobody",
                "SWAPDB 0 1");
    }
}
