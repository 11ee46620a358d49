package dev.mortise.integration.differential;

import dev.mortise.integration.harness.RawReply;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.List;

/** Everything that servers hold: each key of each database, with its type, form, value and deadline. */
final class DataSet {

    private static final int DATABASES = 16;
    private static final byte[] SELECT = Words.ascii("SELECT");

    /** Keys of each type there is; a server that lacks the command has no such type yet. */
    private static final List<String> SAMPLE = List.of(
            "SET string \"hello world\"",
            "SET int 10",
            "SET float 3.25",
            "SET empty \"\"",
            "SET binary \"\\x00\\xff\\r\\n\"",
            "SET long \"a string of more than the forty-four bytes that are packed with their header\"",
            "SET ends soon PXAT 32503680000000",
            "SETRANGE raw 0 12",
            "RPUSH list a b c 10",
            "SADD set a b c",
            "SADD intset 1 2 3",
            "HSET hash field value number 10",
            "ZADD zset 1 a 2.5 b",
            "XADD stream 1-1 field value");

    private final Twins twins;
    private final List<String> keys = new ArrayList<>();
    private final List<byte[]> sample = new ArrayList<>();

    /**
     * A data set of one key of each type that both servers know.
     *
     * @param twins the servers
     */
    DataSet(Twins twins) {
        this.twins = twins;
        try (Wire ours = Wire.to(twins.subject())) {
            for (String command : SAMPLE) {
                String[] words = command.split(" ", 3);
                ReplyValue info = ours.ask("COMMAND INFO " + words[0]).value();
                if (info instanceof ReplyValue.Array found && found.elements().getFirst() instanceof ReplyValue.Array) {
                    sample.add(Words.request(command));
                    keys.add(words[1]);
                }
            }
        }
    }

    /** {@return the keys it begins with, and one that is missing} */
    List<String> keys() {
        List<String> all = new ArrayList<>(keys);
        all.add("missing");
        return all;
    }

    /** Removes everything from both servers and puts the sample there. */
    void restore() {
        twins.empty();
        try (Wire oracle = Wire.to(twins.oracle());
                Wire ours = Wire.to(twins.subject())) {
            oracle.pipeline(sample);
            ours.pipeline(sample);
        }
    }

    /**
     * {@return what one server holds and the other does not, or not so}
     *
     * @param where what happened before
     */
    List<Difference> differences(String where) {
        List<Difference> differences = new ArrayList<>();
        try (Wire oracle = Wire.to(twins.oracle());
                Wire ours = Wire.to(twins.subject())) {
            for (int database = 0; database < DATABASES; database++) {
                List<byte[]> requests = new ArrayList<>();
                requests.add(Words.encode(List.of(SELECT, Words.ascii(Integer.toString(database)))));
                requests.add(Words.request("KEYS *"));
                RawReply right = oracle.pipeline(requests).getLast();
                RawReply got = ours.pipeline(requests).getLast();
                String name = where + " database " + database;
                new Comparison.InAnyOrder()
                        .fault(right, got)
                        .ifPresentOrElse(
                                fault -> differences.add(new Difference(name, "KEYS *", right, got, fault)),
                                () -> compareKeys(name, right, oracle, ours, differences));
            }
        }
        return differences;
    }

    private static void compareKeys(String where, RawReply keys, Wire oracle, Wire ours, List<Difference> differences) {
        for (ReplyValue key : ((ReplyValue.Array) keys.value()).elements()) {
            String type = oracle.ask("TYPE " + key).text();
            compare(where, "TYPE " + key, new Comparison.Exact(), oracle, ours, differences);
            compare(where, "OBJECT ENCODING " + key, new Comparison.Exact(), oracle, ours, differences);
            compare(where, "PEXPIRETIME " + key, new Comparison.About(2_000), oracle, ours, differences);
            compare(where, reading(type).formatted(key), asRead(type), oracle, ours, differences);
        }
    }

    private static String reading(String type) {
        return switch (type) {
            case "string" -> "GET %s";
            case "list" -> "LRANGE %s 0 -1";
            case "set" -> "SMEMBERS %s";
            case "hash" -> "HGETALL %s";
            case "zset" -> "ZRANGE %s 0 -1 WITHSCORES";
            case "stream" -> "XRANGE %s - +";
            default -> throw new AssertionError("how is a value of type " + type + " read as a whole?");
        };
    }

    private static Comparison asRead(String type) {
        return type.equals("set") || type.equals("hash") ? new Comparison.InAnyOrder() : new Comparison.Exact();
    }

    private static void compare(
            String where, String command, Comparison rule, Wire oracle, Wire ours, List<Difference> differences) {
        RawReply right = oracle.ask(command);
        RawReply got = ours.ask(command);
        rule.fault(right, got).ifPresent(fault -> differences.add(new Difference(where, command, right, got, fault)));
    }
}
