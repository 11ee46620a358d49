package dev.mortise.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares lists as if their order meant nothing; how often an element occurs still counts. */
final class Unordered {

    private Unordered() {}

    static boolean equal(List<?> left, List<?> right) {
        return left.size() == right.size() && occurrences(left).equals(occurrences(right));
    }

    static int hash(List<?> elements) {
        int sum = 0;
        for (Object element : elements) {
            sum += element.hashCode();
        }
        return sum;
    }

    private static Map<Object, Integer> occurrences(List<?> elements) {
        Map<Object, Integer> occurrences = new HashMap<>();
        for (Object element : elements) {
            occurrences.merge(element, 1, Integer::sum);
        }
        return occurrences;
    }
}
