package dev.mortise.integration.differential;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the replies to a command are compared when it is called in odd ways, if not to the byte; or that it is not
 * called at all.
 *
 * @param comparison what the replies must have in common, or null if the command is not to be called
 * @param reason why
 */
record CallRule(@Nullable Comparison comparison, String reason) {

    private static final CallRule TO_THE_BYTE = new CallRule(new Comparison.Exact(), "as all");

    /** By full name, or by the name of a container followed by a bar, for all of its subcommands. */
    private static final Map<String, CallRule> RULES = Map.ofEntries(
            never("shutdown", "ends the server"),
            never("debug", "may end the server, or stop it for a while"),
            never("debug|", "may end the server, or stop it for a while"),
            never("quit", "ends the connection"),
            never("monitor", "has no end of replies"),
            never("wait", "may wait for ever"),
            never("migrate", "connects to whatever host is named; see migrate.resp"),
            never("client|kill", "ends connections, this one too; see client-kill.resp"),
            never("client|pause", "stops the connections of other tests"),
            never("client|reply", "there are no replies any more"),
            never("config|set", "changes the server for the tests that follow; see config.resp"),
            never("config|rewrite", "writes a file, which only one of the servers has"),
            never("module|", "refused in words of our own: there are no modules of Redis"),
            never("exec", "refused in other words where there is no transaction; see multi.resp"),
            never("save", "writes a file; see the tests of persistence"),
            never("bgsave", "writes a file; see the tests of persistence"),
            errors("dump", "is written in an older version of the format"),
            errors("time", "the clock"),
            errors("lastsave", "the clock"),
            errors("info", "describes the process"),
            errors("lolwut", "a work of art"),
            errors("hello", "describes the connection"),
            errors("client|id", "describes the connection"),
            errors("client|info", "describes the connection"),
            errors("client|list", "describes connections"),
            errors("config|get", "not all parameters are there, and they come in another order"),
            errors("command", "describes the other commands; see CommandFactsTest"),
            errors("command|count", "there are other commands"),
            errors("command|docs", "describes the other commands; see CommandFactsTest"),
            errors("command|info", "describes the other commands; see CommandFactsTest"),
            errors("command|list", "there are other commands"),
            errors("command|getkeysandflags", "of SET tells what its spec tells"),
            errors("memory|", "measures memory"),
            errors("latency|", "measures time"),
            errors("slowlog|", "measures time"),
            errors("object|freq", "counts how often keys were used"),
            errors("object|idletime", "measures time"),
            errors("randomkey", "random"),
            never("subscribe", "is answered by several messages; see pubsub/"),
            never("psubscribe", "is answered by several messages; see pubsub/"),
            never("ssubscribe", "is answered by several messages; see pubsub/"),
            never("unsubscribe", "is answered by several messages; see pubsub/"),
            never("punsubscribe", "is answered by several messages; see pubsub/"),
            never("sunsubscribe", "is answered by several messages; see pubsub/"),
            like("pubsub|channels", new Comparison.InAnyOrder(), "the order of a hash table"),
            like("pubsub|shardchannels", new Comparison.InAnyOrder(), "the order of a hash table"),
            never("hrandfield", "a negative count may ask for more than there is memory; see hrandfield.resp"),
            errors("hscan", "cursors and pages are those of each server; see hscan.resp"),
            never("blpop", "waits as long as it is told; see blocking.resp"),
            never("brpop", "waits as long as it is told; see blocking.resp"),
            never("blmove", "waits as long as it is told; see blocking.resp"),
            never("brpoplpush", "waits as long as it is told; see blocking.resp"),
            never("blmpop", "waits as long as it is told; see blocking.resp"),
            like("hgetall", new Comparison.InAnyOrder(), "the order of a hash table"),
            like("hkeys", new Comparison.InAnyOrder(), "the order of a hash table"),
            like("hvals", new Comparison.InAnyOrder(), "the order of a hash table"),
            errors("scan", "cursors and pages are those of each server; see scan.resp"),
            errors("dbsize", "Redis counts what has ended until it comes by"),
            like("keys", new Comparison.InAnyOrder(), "the order of a hash table"),
            like("ttl", new Comparison.About(2), "the clock"),
            like("expiretime", new Comparison.About(2), "the clock"),
            like("pttl", new Comparison.About(2_000), "the clock"),
            like("pexpiretime", new Comparison.About(2_000), "the clock"));

    private static final CallRule HELP = new CallRule(new Comparison.Errors(), "help is in words of our own");

    /**
     * {@return the rule for a command}
     *
     * @param fullName in lower case, such as {@code config|get}
     */
    static CallRule of(String fullName) {
        if (fullName.endsWith("|help")) {
            return HELP;
        }
        CallRule rule = RULES.get(fullName);
        if (rule == null) {
            rule = RULES.get(fullName.substring(0, fullName.indexOf('|') + 1));
        }
        return rule == null ? TO_THE_BYTE : rule;
    }

    /** {@return what the replies must have in common, or nothing if the command is not to be called} */
    Optional<Comparison> whenCalled() {
        return Optional.ofNullable(comparison);
    }

    private static Map.Entry<String, CallRule> never(String name, String reason) {
        return Map.entry(name, new CallRule(null, reason));
    }

    private static Map.Entry<String, CallRule> errors(String name, String reason) {
        return like(name, new Comparison.Errors(), reason);
    }

    private static Map.Entry<String, CallRule> like(String name, Comparison comparison, String reason) {
        return Map.entry(name, new CallRule(comparison, reason));
    }
}
