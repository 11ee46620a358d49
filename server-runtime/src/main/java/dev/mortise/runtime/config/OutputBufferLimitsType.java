package dev.mortise.runtime.config;

import dev.mortise.runtime.config.OutputBufferLimits.Limit;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Groups of four words, {@code class hard soft seconds}: {@code normal 0 0 0 pubsub 32mb 8mb 60}.
 *
 * <p>A text changes the classes it names and leaves the others as they are. Exactly one space divides the words, as in
 * Redis; the empty text changes nothing.
 */
record OutputBufferLimitsType() implements ParameterType<OutputBufferLimits> {

    private static final int WORDS = 4;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    @Override
    public OutputBufferLimits parse(String text, OutputBufferLimits present) throws InvalidValue {
        String[] words = text.isEmpty() ? new String[0] : text.split(" ", -1);
        if (words.length % WORDS != 0) {
            throw new InvalidValue("Wrong number of arguments in buffer limit configuration.");
        }
        OutputBufferLimits limits = present;
        for (int i = 0; i < words.length; i += WORDS) {
            String clients = words[i].toLowerCase(Locale.ROOT);
            limits = switch (clients) {
                case "normal" -> new OutputBufferLimits(limit(words, i), limits.replica(), limits.pubsub());
                case "slave", "replica" -> new OutputBufferLimits(limits.normal(), limit(words, i), limits.pubsub());
                case "pubsub" -> new OutputBufferLimits(limits.normal(), limits.replica(), limit(words, i));
                default -> throw new InvalidValue("Invalid client class specified in buffer limit configuration.");
            };
        }
        return limits;
    }

    private static Limit limit(String[] words, int first) throws InvalidValue {
        OptionalLong hard = MemoryType.bytes(words[first + 1]);
        OptionalLong soft = MemoryType.bytes(words[first + 2]);
        String seconds = words[first + 3];
        if (hard.isEmpty() || soft.isEmpty() || !SECONDS.matcher(seconds).matches()) {
            throw new InvalidValue("Error in hard, soft or soft_seconds setting in buffer limit configuration.");
        }
        return new Limit(hard.getAsLong(), soft.getAsLong(), Long.parseLong(seconds));
    }

    @Override
    public String format(OutputBufferLimits value) {
        return "normal " + format(value.normal()) + " slave " + format(value.replica()) + " pubsub "
                + format(value.pubsub());
    }

    private static String format(Limit limit) {
        return limit.hardBytes() + " " + limit.softBytes() + " " + limit.softSeconds();
    }

    @Override
    public String allowed() {
        return "class, hard limit, soft limit and seconds, such as normal 0 0 0 pubsub 32mb 8mb 60";
    }

    @Override
    public Shape shape() {
        return Shape.LIST;
    }
}
