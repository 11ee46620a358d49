package dev.mortise.admin;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What every plugin has to do right. */
class AdminContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new AdminModule();
    }

    /** Keys to be counted, measured and flushed. */
    @Override
    protected List<CommandModule> others() {
        return List.of(new SampleModule());
    }

    @Override
    protected Set<String> commandsForAnyType() {
        return Set.of(
                "MEMORY|USAGE",
                "SAMPLE.EXISTS",
                "SAMPLE.ONE",
                "SAMPLE.COUNTED",
                "SAMPLE.OPTIONAL",
                "SAMPLE.TWO",
                "SAMPLE.GROUP|INNER");
    }

    /** What is documented once and may be repeated, and what the command itself finds to be too much, as in Redis. */
    @Override
    protected Set<String> commandsDocumentedOtherwise() {
        return Set.of(
                "HELLO",
                "AUTH",
                "LOLWUT",
                "FLUSHDB",
                "FLUSHALL",
                "BGSAVE",
                "SHUTDOWN",
                "CLIENT|KILL",
                "CLIENT|PAUSE",
                "CLIENT|UNBLOCK",
                "COMMAND|LIST",
                "MEMORY|USAGE",
                "SLOWLOG|GET");
    }

    @Override
    protected List<String> calls() {
        return Stream.of(ofClients(), ofKeys(), ofTheServer(), thatEndSomething())
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> ofClients() {
        return List.of(
                "PING",
                "PING hello",
                "ECHO hello",
                "HELLO",
                "HELLO 3 SETNAME ana",
                "AUTH default mango",
                "CLIENT ID",
                "CLIENT GETNAME",
                "CLIENT SETNAME eva",
                "CLIENT SETINFO LIB-NAME jedis",
                "CLIENT INFO",
                "CLIENT LIST",
                "CLIENT LIST TYPE normal",
                "CLIENT KILL ID 99",
                "CLIENT NO-EVICT ON",
                "CLIENT REPLY ON",
                "CLIENT PAUSE 100 WRITE",
                "CLIENT UNPAUSE",
                "CLIENT UNBLOCK 99",
                "CLIENT TRACKINGINFO",
                "CLIENT GETREDIR",
                "CLIENT HELP");
    }

    private static List<String> ofKeys() {
        return List.of(
                "CONFIG SET hz 20 enable-debug-command yes",
                "DEBUG DIGEST",
                "SAMPLE.STORE name ana",
                "SAMPLE.STORE short maria 100000",
                "SAMPLE.EXISTS name",
                "SAMPLE.ONE name",
                "SAMPLE.PAIRS name ana",
                "SAMPLE.COUNTED 1 name",
                "SAMPLE.OPTIONAL x 1 name",
                "SAMPLE.TWO name other",
                "SAMPLE.GROUP INNER name",
                "MEMORY USAGE name",
                "MEMORY USAGE name SAMPLES 0",
                "MEMORY STATS",
                "MEMORY DOCTOR",
                "MEMORY MALLOC-STATS",
                "MEMORY PURGE",
                "MEMORY HELP");
    }

    private static List<String> ofTheServer() {
        return List.of(
                "CONFIG GET maxmemory* hz",
                "CONFIG RESETSTAT",
                "CONFIG HELP",
                "COMMAND",
                "COMMAND COUNT",
                "COMMAND LIST FILTERBY PATTERN c*",
                "COMMAND INFO ping config|get nothing",
                "COMMAND DOCS ping client",
                "COMMAND GETKEYS SAMPLE.TWO a b",
                "COMMAND GETKEYSANDFLAGS SAMPLE.TWO a b",
                "COMMAND HELP",
                "INFO",
                "INFO everything",
                "ROLE",
                "LOLWUT",
                "LOLWUT VERSION 5",
                "TIME",
                "LASTSAVE",
                "MODULE LIST",
                "MODULE HELP",
                "SLOWLOG GET",
                "SLOWLOG LEN",
                "SLOWLOG RESET",
                "SLOWLOG HELP",
                "LATENCY LATEST",
                "LATENCY HISTORY command",
                "LATENCY DOCTOR",
                "LATENCY RESET",
                "LATENCY HISTOGRAM ping",
                "LATENCY HELP");
    }

    private static List<String> thatEndSomething() {
        return List.of(
                "SELECT 1",
                "SAMPLE.STORE name eva",
                "FLUSHDB",
                "SELECT 0",
                "SAMPLE.EXISTS name",
                "MONITOR",
                "ECHO monitored",
                "RESET",
                "QUIT",
                "EXIT",
                "SHUTDOWN NOSAVE",
                "FLUSHALL ASYNC",
                "SAMPLE.STORE name ana");
    }

    /** There is no file, no cluster and no snapshot here, and never a module to be loaded by a client. */
    @Override
    protected List<String> refusals() {
        return List.of(
                "CONFIG REWRITE",
                "CONFIG SET nothing 1",
                "READONLY",
                "READWRITE",
                "SAVE",
                "BGSAVE",
                "SHUTDOWN SAVE",
                "SHUTDOWN ABORT",
                "MODULE LOAD /tmp/any.so",
                "MODULE LOADEX /tmp/any.so",
                "MODULE UNLOAD any",
                "LATENCY GRAPH command",
                "FLUSHALL NOW",
                "AUTH nobody mango",
                "HELLO 4");
    }
}
