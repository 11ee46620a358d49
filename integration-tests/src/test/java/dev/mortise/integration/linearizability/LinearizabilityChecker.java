package dev.mortise.integration.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a history is linearizable: whether each operation can be given one instant between its invocation and
 * its return, so that the operations, done at these instants one after the other, answer what they have answered.
 *
 * <p><b>How it works.</b> It is the search of Wing and Gong ("Testing and Verifying Concurrent Objects", 1993): of
 * the operations that nothing else has to come before, take one whose answer is right, and go on with the rest; go back
 * where none is left. As Lowe found ("Testing for linearizability", 2017), it must not go on twice from the same set
 * of operations and the same state: with that, histories of hundreds of operations take milliseconds rather than years.
 * Herlihy and Wing's locality lets it look at parts of the history that have no {@linkplain SequentialModel#keys key}
 * in common one by one; but operations of one client that overlap keep their parts together, and one that concerns the
 * whole state keeps all together.
 *
 * <p><b>What it allows for.</b> Operations that were not answered may have been done at any time since, or never.
 * Operations of one client that overlap, because it sent them in one go, are done in the order in which it sent them,
 * whatever their keys. An outcome that is left to chance is tried in all its forms.
 *
 * <p><b>Cost.</b> Exponential in the worst case (the problem is NP-complete), so it gives up with an error after
 * {@value #MOST_CONFIGURATIONS} configurations. What keeps it quick is that answers tell much: values that are written
 * only once, and few operations at the same time.
 *
 * <p><b>What we did not do.</b> Lincheck runs operations in threads of its own and explores how they may interleave, by
 * changing the byte code of what it tests: it takes no history that clients of another process have recorded, and does
 * not see what happens in memory outside of the heap. Knossos and Porcupine do what this does, for Clojure and Go.
 *
 * @param <S> states of the model
 * @param <C> what can be asked
 * @param <R> what can be answered
 */
final class LinearizabilityChecker<S, C, R> {

    private static final int MOST_CONFIGURATIONS = 3_000_000;
    private static final int SHOWN = 12;

    private final SequentialModel<S, C, R> model;

    LinearizabilityChecker(SequentialModel<S, C, R> model) {
        this.model = model;
    }

    /** Throws if the history is not linearizable. */
    void require(List<Operation<C, R>> history) {
        violation(history).ifPresent(violation -> {
            throw new AssertionError(violation);
        });
    }

    /** {@return why the history is not linearizable, for people; nothing if it is} */
    Optional<String> violation(List<Operation<C, R>> history) {
        return parts(history).stream()
                .map(part -> new Search(part).violation())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * {@return the history in parts, each in the order of invocation, which have no key in common and of which none has
     * one of two operations that a client has sent in one go}
     */
    private List<List<Operation<C, R>>> parts(List<Operation<C, R>> history) {
        List<Operation<C, R>> ordered = history.stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
        if (ordered.stream().anyMatch(operation -> model.concernsAll(operation.call()))) {
            return List.of(ordered);
        }
        KeySets sets = new KeySets();
        Map<Integer, Operation<C, R>> latest = new HashMap<>();
        for (Operation<C, R> operation : ordered) {
            sets.join(model.keys(operation.call()));
            Operation<C, R> before = latest.put(operation.client(), operation);
            if (before != null && before.returned() > operation.invoked()) {
                sets.join(first(before), first(operation));
            }
        }
        Map<String, List<Operation<C, R>>> parts = new LinkedHashMap<>();
        for (Operation<C, R> operation : ordered) {
            String part = sets.representative(first(operation));
            parts.computeIfAbsent(part, _ -> new ArrayList<>()).add(operation);
        }
        return List.copyOf(parts.values());
    }

    private String first(Operation<C, R> operation) {
        return model.keys(operation.call()).iterator().next();
    }

    /** Keys that belong together, and to whatever one of them belongs to. */
    private static final class KeySets {
        private final Map<String, String> parents = new HashMap<>();

        void join(Set<String> keys) {
            String first = keys.iterator().next();
            keys.forEach(key -> join(first, key));
        }

        void join(String one, String other) {
            String root = representative(one);
            String otherRoot = representative(other);
            if (!root.equals(otherRoot)) {
                parents.put(otherRoot, root);
            }
        }

        String representative(String key) {
            String at = key;
            for (String parent = parents.get(at); parent != null; parent = parents.get(at)) {
                at = parent;
            }
            return at;
        }
    }

    /** Which operations were done, and what they have left. The set is not changed once it is in here. */
    private record Configuration<S>(BitSet done, S state) {}

    /** An operation that was chosen, which of its outcomes, and the state before. */
    private record Choice<S>(int operation, int outcome, S before) {}

    /** How far the search has come at best. */
    private record DeadEnd<S>(List<Integer> order, S state, int returned) {}

    /** The search in one part of a history. */
    private final class Search {
        private final List<Operation<C, R>> history;
        private final EventList events;

        /** By operation, the one of the same client that has to be done before it; -1 for none. */
        private final int[] earlier;

        private final BitSet done = new BitSet();
        private final Set<Configuration<S>> seen = new HashSet<>();
        private final Deque<Choice<S>> choices = new ArrayDeque<>();
        private S state = model.initial();
        private DeadEnd<S> deepest = new DeadEnd<>(List.of(), state, 0);
        private long answersLeft;

        Search(List<Operation<C, R>> history) {
            this.history = history;
            events = new EventList(history);
            answersLeft = history.stream().filter(Operation::isAnswered).count();
            earlier = new int[history.size()];
            Map<Integer, Integer> latest = new HashMap<>();
            for (int i = 0; i < earlier.length; i++) {
                Integer before = latest.put(history.get(i).client(), i);
                earlier[i] = before == null ? -1 : before;
            }
        }

        Optional<String> violation() {
            int event = events.first();
            int outcome = 0;
            while (answersLeft > 0) {
                if (events.isCall(event)) {
                    boolean chosen = choose(events.operation(event), outcome);
                    event = chosen ? events.first() : events.after(event);
                    outcome = 0;
                } else {
                    // Whoever has returned here is to be done before, and cannot be.
                    noteDeadEnd(events.operation(event));
                    if (choices.isEmpty()) {
                        return Optional.of(explanation());
                    }
                    Choice<S> last = choices.pop();
                    goBack(last);
                    event = events.call(last.operation);
                    outcome = last.outcome + 1;
                }
            }
            return Optional.empty();
        }

        private boolean choose(int operation, int fromOutcome) {
            if (earlier[operation] >= 0 && !done.get(earlier[operation])) {
                return false;
            }
            R reply = history.get(operation).reply();
            List<SequentialModel.Outcome<S, R>> outcomes = outcomes(operation);
            for (int i = fromOutcome; i < outcomes.size(); i++) {
                SequentialModel.Outcome<S, R> outcome = outcomes.get(i);
                if (reply == null || reply.equals(outcome.reply())) {
                    done.set(operation);
                    if (seen.add(new Configuration<>((BitSet) done.clone(), outcome.state()))) {
                        goOn(new Choice<>(operation, i, state), outcome.state());
                        return true;
                    }
                    done.clear(operation);
                }
            }
            return false;
        }

        private List<SequentialModel.Outcome<S, R>> outcomes(int operation) {
            Operation<C, R> chosen = history.get(operation);
            return model.outcomes(state, chosen.client(), chosen.call());
        }

        private void goOn(Choice<S> choice, S after) {
            if (seen.size() > MOST_CONFIGURATIONS) {
                throw new IllegalStateException("undecided after " + MOST_CONFIGURATIONS + " configurations");
            }
            choices.push(choice);
            events.lift(choice.operation);
            answersLeft -= history.get(choice.operation).isAnswered() ? 1 : 0;
            state = after;
        }

        private void goBack(Choice<S> choice) {
            events.putBack(choice.operation);
            done.clear(choice.operation);
            answersLeft += history.get(choice.operation).isAnswered() ? 1 : 0;
            state = choice.before;
        }

        private void noteDeadEnd(int returned) {
            if (choices.size() >= deepest.order.size()) {
                List<Integer> order = new ArrayList<>();
                choices.descendingIterator().forEachRemaining(choice -> order.add(choice.operation));
                deepest = new DeadEnd<>(order, state, returned);
            }
        }

        /** {@return the longest order that was found, and why it does not go on} */
        private String explanation() {
            StringBuilder text = new StringBuilder("not linearizable. The longest order that answers right ends with");
            List<Integer> order = deepest.order;
            List<Integer> shown = order.subList(Math.max(0, order.size() - SHOWN), order.size());
            shown.forEach(operation -> line(text, operation));
            text.append("\nand leaves\n    ").append(deepest.state);
            text.append("\nOf these one has to come next, and each would answer otherwise:");
            state = deepest.state;
            long until = history.get(deepest.returned).returned();
            for (int i = 0; i < history.size() && history.get(i).invoked() < until; i++) {
                if (!order.contains(i)) {
                    line(text, i);
                    List<R> replies = outcomes(i).stream()
                            .map(SequentialModel.Outcome::reply)
                            .toList();
                    text.append(", but would be answered ").append(replies);
                }
            }
            return text.toString();
        }

        private void line(StringBuilder text, int operation) {
            text.append("\n    ").append(history.get(operation));
        }
    }
}
