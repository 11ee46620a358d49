package dev.mortise.admin;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Server.CommandInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes a command as {@code COMMAND INFO} shows it: an array of ten, told apart by their places.
 *
 * <pre>
 *  0 name              get
 *  1 arity             2, or -2 for "at least"
 *  2 flags             readonly, fast
 *  3 first key         1        \
 *  4 last key          1         > see KeyRange
 *  5 step              1        /
 *  6 ACL categories    @read, @string, @fast
 *  7 tips              hints for proxies
 *  8 key specs         where the keys are and what happens to them
 *  9 subcommands       arrays of ten themselves
 * </pre>
 *
 * <p>Programs read this, most of all cluster clients, so every element is as Redis has it: words are simple strings,
 * and lists of them are sets in RESP3.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command/">COMMAND</a>
 */
final class CommandInfoWriter {

    private CommandInfoWriter() {}

    /** Writes a command and its subcommands. */
    static void write(CommandInfo command, Reply reply) {
        CommandSpec spec = command.spec();
        int nameWords = CommandLookup.words(command);
        KeyRange range = KeyRange.of(spec, nameWords);
        List<KeySpec> keys = spec.keys().stream()
                .filter(each -> !(each instanceof KeySpec.All))
                .toList();

        reply.array(10);
        reply.bulk(command.fullName());
        reply.integer(spec.arity(nameWords));
        writeWords(flags(command, range), reply);
        reply.integer(range.first());
        reply.integer(range.last());
        reply.integer(range.step());
        writeWords(AclCategories.of(spec), reply);
        reply.set(spec.tips().size());
        spec.tips().forEach(reply::bulk);
        reply.set(keys.size());
        keys.forEach(each -> write(each, nameWords, reply));
        writeSubcommands(command.subcommands(), reply);
    }

    private static void writeSubcommands(List<CommandInfo> subcommands, Reply reply) {
        if (subcommands.isEmpty()) {
            // A set if there are none, an array if there are some: so does Redis, and RESP3 shows it.
            reply.set(0);
        } else {
            reply.array(subcommands.size());
            subcommands.forEach(subcommand -> write(subcommand, reply));
        }
    }

    /** The flags of the spec, and the two that nobody declares, each in its place among them. */
    private static List<String> flags(CommandInfo command, KeyRange range) {
        List<String> names = new ArrayList<>();
        for (Flag flag : Flag.values()) {
            if (flag == Flag.ADMIN && !command.module().builtIn()) {
                names.add("module");
            }
            if (flag == Flag.ALLOW_BUSY && range.movable()) {
                names.add("movablekeys");
            }
            if (command.spec().is(flag)) {
                names.add(flag.wireName());
            }
        }
        return names;
    }

    private static void write(KeySpec keys, int nameWords, Reply reply) {
        String notes = keys.notes();
        reply.map(notes == null ? 3 : 4);
        if (notes != null) {
            reply.bulk("notes");
            reply.bulk(notes);
        }
        reply.bulk("flags");
        writeFlags(keys.flags(), reply);
        switch (keys) {
            case KeySpec.Range range -> {
                writeStart(range.first() + nameWords, reply);
                findKeys("range", 3, reply);
                // Redis counts the last key from the first one, if not from the end.
                writeNumber("lastkey", range.last() >= 0 ? range.last() - range.first() : range.last(), reply);
                writeNumber("keystep", range.step(), reply);
                writeNumber("limit", 0, reply);
            }
            case KeySpec.Counted counted -> {
                writeStart(counted.countAt() + nameWords, reply);
                findKeys("keynum", 3, reply);
                writeNumber("keynumidx", 0, reply);
                writeNumber("firstkey", counted.first() - counted.countAt(), reply);
                writeNumber("keystep", counted.step(), reply);
            }
            case KeySpec.After after -> {
                beginSearch("keyword", 2, reply);
                reply.bulk("keyword");
                reply.bulk(after.keyword());
                writeNumber("startfrom", after.from() >= 0 ? after.from() + nameWords : after.from(), reply);
                findKeys("range", 3, reply);
                writeNumber("lastkey", after.last(), reply);
                writeNumber("keystep", after.step(), reply);
                writeNumber("limit", 0, reply);
            }
            case KeySpec.Unknown _ -> {
                beginSearch("unknown", 0, reply);
                findKeys("unknown", 0, reply);
            }
            default -> throw new IllegalArgumentException("cannot be shown: " + keys);
        }
    }

    private static void writeStart(int index, Reply reply) {
        beginSearch("index", 1, reply);
        writeNumber("index", index, reply);
    }

    /** So many fields are to follow. */
    private static void beginSearch(String type, int fields, Reply reply) {
        reply.bulk("begin_search");
        reply.map(2);
        reply.bulk("type");
        reply.bulk(type);
        reply.bulk("spec");
        reply.map(fields);
    }

    /** So many numbers are to follow. */
    private static void findKeys(String type, int numbers, Reply reply) {
        reply.bulk("find_keys");
        reply.map(2);
        reply.bulk("type");
        reply.bulk(type);
        reply.bulk("spec");
        reply.map(numbers);
    }

    private static void writeNumber(String name, int value, Reply reply) {
        reply.bulk(name);
        reply.integer(value);
    }

    /** Writes what is done to keys, in the order in which Redis names it. */
    static void writeFlags(Set<KeyFlag> flags, Reply reply) {
        reply.set(flags.size());
        for (KeyFlag flag : KeyFlag.values()) {
            if (flags.contains(flag)) {
                reply.status(flag.wireName());
            }
        }
    }

    private static void writeWords(List<String> words, Reply reply) {
        reply.set(words.size());
        words.forEach(reply::status);
    }
}
