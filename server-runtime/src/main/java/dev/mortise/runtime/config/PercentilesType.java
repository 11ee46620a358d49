package dev.mortise.runtime.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Percentiles with one space between them, such as {@code 50 99 99.9}; the empty text means none. */
record PercentilesType() implements ParameterType<List<Double>> {

    /** A limit that Redis does not have: they are computed one by one for every command. */
    private static final int MOST = 100;

    private static final double HIGHEST = 100;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,17}(\\.[0-9]{0,17})?([eE][+-]?[0-9]{1,3})?");

    @Override
    public List<Double> parse(String text, List<Double> present) throws InvalidValue {
        List<Double> percentiles = new ArrayList<>();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            if (!NUMBER.matcher(word).matches() || percentiles.size() == MOST) {
                throw new InvalidValue("Invalid latency-tracking-info-percentiles parameters");
            }
            double percentile = Double.parseDouble(word);
            if (percentile < 0 || percentile > HIGHEST) {
                throw new InvalidValue("latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
            }
            percentiles.add(percentile);
        }
        return List.copyOf(percentiles);
    }

    @Override
    public String format(List<Double> value) {
        return value.stream().map(PercentilesType::format).collect(Collectors.joining(" "));
    }

    /** Such as 50, 99.9 and 0.00001. */
    private static String format(double percentile) {
        if (percentile == Math.rint(percentile)) {
            return Integer.toString((int) percentile);
        }
        String shortest = Double.toString(percentile);
        // Only very small ones have an exponent. For all others it is done without BigDecimal, which in JDK 25 computes
        // powers of five when it is loaded, for 15 ms of a start.
        return shortest.indexOf('E') < 0
                ? shortest
                : new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    }

    @Override
    public String allowed() {
        return "up to " + MOST + " numbers from 0 to 100, such as 50 99 99.9, or the empty text for none";
    }

    @Override
    public Shape shape() {
        return Shape.LIST;
    }
}
