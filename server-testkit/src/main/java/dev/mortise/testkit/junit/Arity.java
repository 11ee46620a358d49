package dev.mortise.testkit.junit;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandSpec;
import java.util.List;

/** How many words the documented arguments of a command are, at least and at most. */
final class Arity {

    private Arity() {}

    static int least(List<Argument> arguments) {
        return arguments.stream().mapToInt(Arity::least).sum();
    }

    private static int least(Argument argument) {
        return argument.isOptional() ? 0 : keyword(argument) + leastInside(argument);
    }

    private static int leastInside(Argument argument) {
        return switch (argument.type()) {
            case PURE_TOKEN -> 0;
            case BLOCK -> least(argument.inner());
            case ONE_OF ->
                argument.inner().stream().mapToInt(Arity::least).min().orElse(0);
            default -> 1;
        };
    }

    static int most(List<Argument> arguments) {
        long sum = arguments.stream().mapToLong(Arity::most).sum();
        return (int) Math.min(CommandSpec.MANY, sum);
    }

    private static int most(Argument argument) {
        if (argument.isMany()) {
            return CommandSpec.MANY;
        }
        int inside = switch (argument.type()) {
            case PURE_TOKEN -> 0;
            case BLOCK -> most(argument.inner());
            case ONE_OF -> argument.inner().stream().mapToInt(Arity::most).max().orElse(0);
            default -> 1;
        };
        return inside == CommandSpec.MANY ? inside : keyword(argument) + inside;
    }

    private static int keyword(Argument argument) {
        return argument.keyword() == null ? 0 : 1;
    }
}
