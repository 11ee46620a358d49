package dev.mortise.integration.differential;

import dev.mortise.api.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Makes up calls of one command from what {@code COMMAND DOCS} says of its arguments, so that a new command is called
 * in odd ways without anybody thinking of it.
 *
 * <p>A call begins as the documentation has it: required arguments, and some of the optional ones. Their values come
 * from {@link OddWords}, and keys from those that exist. Then options are repeated, put in another order, or combined
 * with those they exclude, and half of the calls are spoilt like any other.
 */
final class OddCalls {

    /** Where a small number would be a time to live that is over before the other server is asked. */
    private static final Set<String> TIMES = Set.of("seconds", "milliseconds", "ttl", "timeout");

    private static final int MOST_REPETITIONS = 3;
    private static final int MOST_OPTIONS = 4;

    private final List<String> name;
    private final List<Argument> arguments;
    private final List<Argument> options;
    private final boolean takesTimes;
    private final List<String> keys;
    private final Random random;
    private final OddWords words;

    /**
     * Calls of one command.
     *
     * @param name its words
     * @param arguments what they are
     * @param keys that exist
     * @param random decides everything
     * @param nowMillis the time, which deadlines follow
     */
    OddCalls(List<String> name, List<Argument> arguments, List<String> keys, Random random, LongSupplier nowMillis) {
        this.name = name;
        this.arguments = arguments;
        this.options = arguments.stream()
                .filter(Argument::isOptional)
                .flatMap(OddCalls::choices)
                .toList();
        this.takesTimes = arguments.stream().anyMatch(OddCalls::takesTime);
        this.keys = keys;
        this.random = random;
        this.words = new OddWords(random, nowMillis);
    }

    private static Stream<Argument> choices(Argument argument) {
        return argument.type() == Argument.Type.ONE_OF && argument.keyword() == null
                ? argument.inner().stream()
                : Stream.of(argument);
    }

    private static boolean takesTime(Argument argument) {
        return isTime(argument) || argument.inner().stream().anyMatch(OddCalls::takesTime);
    }

    private static boolean isTime(Argument argument) {
        return argument.type() == Argument.Type.UNIX_TIME || TIMES.contains(argument.name());
    }

    /** {@return calls with every number of arguments from none to some too many} */
    List<String> everyLength() {
        List<String> all = new ArrayList<>();
        arguments.forEach(argument -> write(argument, all));
        all.add(words.value());
        all.add(words.value());
        List<String> calls = new ArrayList<>();
        for (int length = 0; length <= all.size(); length++) {
            calls.add(line(all.subList(0, length)));
        }
        return calls;
    }

    /** {@return calls with every option, every two of them in either order, and every one twice} */
    List<String> everyTwoOptions() {
        List<String> calls = new ArrayList<>();
        for (Argument first : options) {
            for (Argument second : options) {
                List<String> call = required();
                write(first, call);
                calls.add(line(call));
                write(second, call);
                calls.add(line(call));
            }
        }
        return calls;
    }

    /** {@return a call that is odd in one way or another} */
    String next() {
        List<String> call;
        if (options.isEmpty() || random.nextBoolean()) {
            call = new ArrayList<>();
            for (Argument argument : arguments) {
                if (!argument.isOptional() || random.nextBoolean()) {
                    write(argument, call);
                }
            }
        } else {
            call = required();
            for (int i = random.nextInt(MOST_OPTIONS); i >= 0; i--) {
                write(options.get(random.nextInt(options.size())), call);
            }
        }
        while (random.nextInt(2) == 0) {
            words.spoil(call);
        }
        return line(call);
    }

    private List<String> required() {
        List<String> call = new ArrayList<>();
        for (Argument argument : arguments) {
            if (!argument.isOptional()) {
                write(argument, call);
            }
        }
        return call;
    }

    private void write(Argument argument, List<String> call) {
        int times = argument.isMany() ? 1 + random.nextInt(MOST_REPETITIONS) : 1;
        for (int i = 0; i < times; i++) {
            String keyword = argument.keyword();
            if (keyword != null && (i == 0 || argument.repeatsKeyword())) {
                call.add(random.nextInt(5) == 0 ? keyword.toLowerCase(Locale.ROOT) : keyword);
            }
            writeValue(argument, call);
        }
    }

    private void writeValue(Argument argument, List<String> call) {
        switch (argument.type()) {
            case PURE_TOKEN -> {
                // The keyword was all of it.
            }
            case ONE_OF ->
                write(argument.inner().get(random.nextInt(argument.inner().size())), call);
            case BLOCK ->
                argument.inner().forEach(part -> {
                    if (!part.isOptional() || random.nextBoolean()) {
                        write(part, call);
                    }
                });
            case KEY -> call.add(key());
            case PATTERN -> call.add(words.pattern());
            case DOUBLE -> call.add(words.floatingPoint());
            case UNIX_TIME -> call.add(words.time());
            case INTEGER -> call.add(integer(argument));
            case STRING -> call.add(string());
        }
    }

    private String integer(Argument argument) {
        if (isTime(argument)) {
            return words.time();
        }
        return takesTimes ? words.number() : words.anyNumber();
    }

    private String string() {
        return switch (random.nextInt(takesTimes ? 3 : 5)) {
            case 0 -> key();
            case 1, 2 -> words.value();
            case 3 -> words.anyNumber();
            default -> words.floatingPoint();
        };
    }

    private String key() {
        return random.nextInt(4) == 0 ? words.key() : keys.get(random.nextInt(keys.size()));
    }

    private String line(List<String> call) {
        return OddWords.line(Stream.concat(name.stream(), call.stream()).toList());
    }
}
