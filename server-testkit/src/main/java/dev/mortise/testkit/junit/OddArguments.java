package dev.mortise.testkit.junit;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Server.CommandInfo;
import dev.mortise.testkit.ReplyValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Calls commands with arguments that nobody has thought of. */
final class OddArguments {

    private static final List<byte[]> ODD = List.of(
            bytes(""),
            bytes("x"),
            bytes("0"),
            bytes("-1"),
            bytes("9223372036854775807"),
            bytes("-9223372036854775808"),
            bytes("1e308"),
            bytes("nan"),
            bytes("\0\u00ff\r\n"));

    /** How many more arguments than necessary are tried. */
    private static final int MORE = 4;

    private final ContractServer server;

    OddArguments(ContractServer server) {
        this.server = server;
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Calls a command with each of them, as often as it may have arguments, and once too few or too many. */
    void check(CommandInfo command) {
        CommandSpec spec = command.spec();
        int most = Math.min(spec.maxArgs(), spec.minArgs() + MORE);
        for (int count = spec.minArgs(); count <= most; count++) {
            for (byte[] odd : ODD) {
                call(command, Collections.nCopies(count, odd));
            }
        }
        if (spec.minArgs() > 0) {
            requireRefusal(command, spec.minArgs() - 1);
        }
        if (spec.maxArgs() < CommandSpec.MANY) {
            requireRefusal(command, spec.maxArgs() + 1);
        }
    }

    /** Calls a command as a line does, with each argument but the first replaced by each of them in turn. */
    void checkInstead(String line) {
        CommandInfo command = server.command(line);
        List<byte[]> words = server.words(line);
        List<byte[]> arguments = words.subList(ContractServer.nameWords(command), words.size());
        for (int i = 1; i < arguments.size(); i++) {
            for (byte[] odd : ODD) {
                List<byte[]> changed = new ArrayList<>(arguments);
                changed.set(i, odd);
                call(command, changed);
            }
        }
    }

    private List<ReplyValue> call(CommandInfo command, List<byte[]> arguments) {
        List<byte[]> words = new ArrayList<>();
        for (String name : command.fullName().split("\\|", -1)) {
            words.add(bytes(name));
        }
        words.addAll(arguments);
        List<ReplyValue> replies = server.send(words);
        replies.forEach(reply -> ContractServer.requireNoFailure(shown(words), reply));
        return replies;
    }

    private void requireRefusal(CommandInfo command, int count) {
        List<ReplyValue> replies = call(command, Collections.nCopies(count, bytes("x")));
        if (replies.stream().noneMatch(reply -> reply instanceof ReplyValue.SimpleError)) {
            Assertions.fail(
                    "%s takes %d arguments, which its spec does not allow".formatted(command.fullName(), count));
        }
    }

    private static String shown(List<byte[]> words) {
        StringBuilder line = new StringBuilder();
        for (byte[] word : words) {
            String latin = new String(word, StandardCharsets.ISO_8859_1);
            boolean plain = !latin.isEmpty() && latin.chars().allMatch(c -> c > ' ' && c < 0x7F);
            line.append(line.isEmpty() ? "" : " ").append(plain ? latin : escaped(latin));
        }
        return line.toString();
    }

    private static String escaped(String latin) {
        StringBuilder quoted = new StringBuilder("\"");
        latin.chars().forEach(c -> quoted.append(c > ' ' && c < 0x7F ? Character.toString(c) : "\\x%02x".formatted(c)));
        return quoted.append('"').toString();
    }
}
