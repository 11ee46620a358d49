package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Server.CommandInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a command as {@code COMMAND DOCS} shows it: its name and a map of what is known about it.
 *
 * <p>What is not known is left out, and a map is announced with its size. So each map is first put together from names
 * and from what will write the values, and then written. The names, their order and the types of the values are
 * Redis's; the sentences are ours.
 *
 * <p>Arguments that are keys carry the number of the key spec that finds them. Specs do not say which, but both stand
 * in the order of the call, so the n-th key belongs to the n-th spec; if there are more keys than specs
 * ({@code LCS key1 key2}), the last spec finds the rest. For that count there is one writer for each command. Patterns
 * of a command that has a spec of {@linkplain KeySpec.Unknown unknown} places are of the first such spec, together.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command-docs/">COMMAND DOCS</a>
 */
final class CommandDocsWriter {

    private final Reply reply;
    private final int keySpecs;
    /** The number of the spec that patterns belong to, or -1. */
    private final int unknownSpec;

    private int keysSeen;

    private CommandDocsWriter(Reply reply, List<KeySpec> keys) {
        this.reply = reply;
        keySpecs = keys.size();
        unknownSpec =
                keys.stream().map(KeySpec.Unknown.class::isInstance).toList().indexOf(true);
    }

    /** Writes the name and the documentation of a command: one pair of a map. */
    static void write(CommandInfo command, Reply reply) {
        reply.bulk(command.fullName());
        new CommandDocsWriter(reply, command.spec().keys()).writeCommand(command);
    }

    private void writeCommand(CommandInfo command) {
        CommandSpec spec = command.spec();
        Map<String, Runnable> fields = new LinkedHashMap<>();
        fields.put("summary", () -> reply.bulk(spec.summary()));
        fields.put("since", () -> reply.bulk(spec.since()));
        fields.put("group", () -> reply.bulk(spec.group()));
        if (!spec.complexity().isEmpty()) {
            fields.put("complexity", () -> reply.bulk(spec.complexity()));
        }
        if (!command.module().builtIn()) {
            fields.put("module", () -> reply.bulk(command.module().id()));
        }
        CommandSpec.Deprecation deprecation = spec.deprecation();
        if (deprecation != null || spec.system()) {
            fields.put("doc_flags", () -> writeFlags(List.of(deprecation == null ? "syscmd" : "deprecated")));
        }
        if (deprecation != null) {
            fields.put("deprecated_since", () -> reply.bulk(deprecation.since()));
            fields.put("replaced_by", () -> reply.bulk(deprecation.replacement()));
        }
        if (!spec.history().isEmpty()) {
            fields.put("history", () -> writeHistory(spec.history()));
        }
        if (!spec.arguments().isEmpty()) {
            fields.put("arguments", () -> writeArguments(spec.arguments()));
        }
        if (!command.subcommands().isEmpty()) {
            fields.put("subcommands", () -> writeSubcommands(command.subcommands()));
        }
        writeMap(fields);
    }

    private void writeHistory(List<CommandSpec.Change> history) {
        reply.set(history.size());
        for (CommandSpec.Change change : history) {
            reply.array(2);
            reply.bulk(change.since());
            reply.bulk(change.what());
        }
    }

    private void writeSubcommands(List<CommandInfo> subcommands) {
        reply.map(subcommands.size());
        subcommands.forEach(subcommand -> write(subcommand, reply));
    }

    private void writeArguments(List<Argument> arguments) {
        reply.array(arguments.size());
        arguments.forEach(this::writeArgument);
    }

    private void writeArgument(Argument argument) {
        Map<String, Runnable> fields = new LinkedHashMap<>();
        fields.put("name", () -> reply.bulk(argument.name()));
        fields.put("type", () -> reply.bulk(argument.type().wireName()));
        if (argument.type() == Argument.Type.KEY && keySpecs > 0) {
            int keySpec = Math.min(keysSeen++, keySpecs - 1);
            fields.put("key_spec_index", () -> reply.integer(keySpec));
        } else if (argument.type() == Argument.Type.PATTERN && unknownSpec >= 0) {
            keysSeen = unknownSpec + 1;
            fields.put("key_spec_index", () -> reply.integer(unknownSpec));
        }
        String keyword = argument.keyword();
        if (keyword != null) {
            fields.put("token", () -> reply.bulk(keyword));
        }
        String since = argument.since();
        if (since != null) {
            fields.put("since", () -> reply.bulk(since));
        }
        String deprecatedSince = argument.deprecatedSince();
        if (deprecatedSince != null) {
            fields.put("deprecated_since", () -> reply.bulk(deprecatedSince));
        }
        List<String> flags = flags(argument);
        if (!flags.isEmpty()) {
            fields.put("flags", () -> writeFlags(flags));
        }
        if (!argument.inner().isEmpty()) {
            fields.put("arguments", () -> writeArguments(argument.inner()));
        }
        writeMap(fields);
    }

    private static List<String> flags(Argument argument) {
        List<String> flags = new ArrayList<>();
        if (argument.isOptional()) {
            flags.add("optional");
        }
        if (argument.isMany()) {
            flags.add("multiple");
        }
        if (argument.repeatsKeyword()) {
            flags.add("multiple_token");
        }
        return flags;
    }

    private void writeFlags(List<String> flags) {
        reply.set(flags.size());
        flags.forEach(reply::status);
    }

    private void writeMap(Map<String, Runnable> fields) {
        reply.map(fields.size());
        fields.forEach((name, value) -> {
            reply.bulk(name);
            value.run();
        });
    }
}
