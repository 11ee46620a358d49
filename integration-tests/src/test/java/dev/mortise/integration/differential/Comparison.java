package dev.mortise.integration.differential;

import dev.mortise.integration.harness.RawReply;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the replies of two servers to the same request must have in common. */
sealed interface Comparison {

    /**
     * {@return what is wrong with our reply, in words; empty if nothing}
     *
     * @param oracle the right reply
     * @param ours the reply to judge
     */
    Optional<String> fault(RawReply oracle, RawReply ours);

    private static Optional<String> faultIf(boolean wrong, String words) {
        return wrong ? Optional.of(words) : Optional.empty();
    }

    /** Every byte is the same. */
    record Exact() implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            return faultIf(!oracle.equals(ours), "the bytes differ");
        }
    }

    /** The same elements in any order. */
    record InAnyOrder() implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            return faultIf(!asSet(oracle.value()).equals(asSet(ours.value())), "the elements differ");
        }

        private static ReplyValue asSet(ReplyValue value) {
            return value instanceof ReplyValue.Array array ? new ReplyValue.Set(array.elements()) : value;
        }
    }

    /**
     * Numbers are near each other, as integers or as text; everything else is equal.
     *
     * @param tolerance the greatest distance allowed
     */
    record About(long tolerance) implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            return faultIf(!near(oracle.value(), ours.value()), "further apart than " + tolerance);
        }

        private boolean near(ReplyValue a, ReplyValue b) {
            if (a instanceof ReplyValue.Array left && b instanceof ReplyValue.Array right) {
                return left.elements().size() == right.elements().size()
                        && Stream.iterate(0, i -> i < left.elements().size(), i -> i + 1)
                                .allMatch(i -> near(
                                        left.elements().get(i), right.elements().get(i)));
            }
            if (a instanceof ReplyValue.Map left && b instanceof ReplyValue.Map right) {
                return near(listed(left), listed(right));
            }
            if (a instanceof ReplyValue.Int left && b instanceof ReplyValue.Int right) {
                // Deadlines and their absence (-1, -2) are different things however near they are.
                boolean comparable = left.value() >= 0 && right.value() >= 0;
                return left.equals(right) || (comparable && Math.abs(left.value() - right.value()) <= tolerance);
            }
            return a.equals(b);
        }

        private static ReplyValue listed(ReplyValue.Map map) {
            return new ReplyValue.Array(map.entries().stream()
                    .flatMap(pair -> Stream.of(pair.key(), pair.value()))
                    .toList());
        }
    }

    /** The same types, and as many elements; what strings and numbers say does not count. */
    record Shape() implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            return faultIf(!shape(oracle.value()).equals(shape(ours.value())), "the types differ");
        }

        private static String shape(ReplyValue value) {
            return switch (value) {
                case ReplyValue.Array array -> "array" + shapes(array.elements());
                case ReplyValue.Set set -> "set" + shapes(set.elements());
                case ReplyValue.Push push -> "push" + shapes(push.elements());
                case ReplyValue.Map map ->
                    "map"
                            + map.entries().stream()
                                    .map(pair -> shape(pair.key()) + shape(pair.value()))
                                    .toList();
                // An error is no shape: its text is part of the promise.
                case ReplyValue.SimpleError error -> error.line();
                default -> value.getClass().getSimpleName();
            };
        }

        private static List<String> shapes(List<ReplyValue> elements) {
            return elements.stream().map(Shape::shape).toList();
        }
    }

    /**
     * Arrays whose elements are each compared in a way of their own; anything else is equal to the byte.
     *
     * @param elements how, in their order
     */
    record EachByItself(List<Comparison> elements) implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            if (oracle.value() instanceof ReplyValue.Array(List<ReplyValue> right)
                    && ours.value() instanceof ReplyValue.Array(List<ReplyValue> got)
                    && right.size() == elements.size()
                    && got.size() == elements.size()) {
                for (int i = 0; i < elements.size(); i++) {
                    Optional<String> fault = elements.get(i).fault(element(right.get(i)), element(got.get(i)));
                    if (fault.isPresent()) {
                        return Optional.of("element " + i + ": " + fault.get());
                    }
                }
                return Optional.empty();
            }
            return new Exact().fault(oracle, ours);
        }

        private static RawReply element(ReplyValue value) {
            return new RawReply(value.toString().getBytes(StandardCharsets.UTF_8), value);
        }
    }

    /** The same error, to the byte, or none. */
    record Errors() implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            boolean anyError = isError(oracle) || isError(ours);
            return faultIf(anyError && !oracle.equals(ours), "not the same error");
        }

        private static boolean isError(RawReply reply) {
            return reply.value() instanceof ReplyValue.SimpleError;
        }
    }

    /**
     * Of a text of {@code name:value} lines or {@code name=value} words, these have the same values. A field that the
     * oracle shows must be there.
     *
     * @param names of the fields
     */
    record Fields(List<String> names) implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            for (String name : names) {
                List<String> right = values(oracle, name);
                List<String> got = values(ours, name);
                if (right.isEmpty()) {
                    return Optional.of("the oracle has no field " + name + "; the script is wrong");
                }
                if (!right.equals(got)) {
                    return Optional.of("field " + name + ": expected " + right + ", got " + got);
                }
            }
            return faultIf(oracle.bytes()[0] != ours.bytes()[0], "the types differ");
        }

        private static List<String> values(RawReply reply, String name) {
            List<String> values = new ArrayList<>();
            Pattern.compile("(?m)(?:^|[ ])" + Pattern.quote(name) + "[:=]([^\\r\\n ]*)")
                    .matcher(reply.text())
                    .results()
                    .forEach(result -> values.add(result.group(1)));
            return values;
        }
    }

    /** The reply is one page of an iteration: the runner asks for all the others and compares what they found. */
    record WholeIteration() implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            return new InAnyOrder().fault(oracle, ours);
        }
    }

    /**
     * A known and intended difference.
     *
     * @param expected our reply, made visible, without the last line end
     * @param reason why it is so
     */
    record Deviation(String expected, String reason) implements Comparison {
        @Override
        public Optional<String> fault(RawReply oracle, RawReply ours) {
            if (oracle.equals(ours)) {
                return faultIf(
                        !Words.show(oracle.bytes()).equals(expected + "\\r\\n"),
                        "no difference any more: the script should not say so");
            }
            return faultIf(!Words.show(ours.bytes()).equals(expected + "\\r\\n"), "not what was intended: " + expected);
        }
    }
}
