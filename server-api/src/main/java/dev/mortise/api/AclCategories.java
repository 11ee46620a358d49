package dev.mortise.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The categories of access control that a command belongs to. */
final class AclCategories {

    private AclCategories() {}

    /** {@return the categories, Redis's own first, then those that plugins made up} */
    static List<String> of(CommandSpec spec) {
        Set<String> left = new TreeSet<>(spec.aclCategories());
        addImplied(spec, left);
        List<String> ordered = new ArrayList<>();
        for (String category : CommandSpec.REDIS_CATEGORIES) {
            if (left.remove(category)) {
                ordered.add(category);
            }
        }
        ordered.addAll(left);
        return ordered;
    }

    /** Adds the categories that follow from the flags, so that no spec can forget them. */
    private static void addImplied(CommandSpec spec, Set<String> categories) {
        if (spec.is(Flag.WRITE)) {
            categories.add("write");
        }
        // A script that promises to write nothing is read-only, but reads nothing by itself.
        if (spec.is(Flag.READONLY) && !categories.contains("scripting")) {
            categories.add("read");
        }
        if (spec.is(Flag.ADMIN)) {
            categories.add("admin");
            categories.add("dangerous");
        }
        if (spec.is(Flag.PUBSUB)) {
            categories.add("pubsub");
        }
        if (spec.is(Flag.BLOCKING)) {
            categories.add("blocking");
        }
        categories.add(spec.is(Flag.FAST) ? "fast" : "slow");
    }
}
