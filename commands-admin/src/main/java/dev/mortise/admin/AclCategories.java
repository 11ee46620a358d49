package dev.mortise.admin;

import dev.mortise.api.CommandSpec;
import java.util.List;

/** The categories of access control that a command belongs to, as {@code COMMAND INFO} lists them. */
final class AclCategories {

    private AclCategories() {}

    /** {@return the categories with {@code @}} */
    static List<String> of(CommandSpec spec) {
        return spec.categories().stream().map(category -> "@" + category).toList();
    }
}
