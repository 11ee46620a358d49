package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code COMMAND INFO} and {@code COMMAND DOCS} tell about every command that both servers have.
 *
 * <p>Client libraries route by it, so it must be the same: arity, flags, key positions, categories, tips, key
 * specifications. Subcommands are compared one by one, because we need not have all of them. Of the documentation the
 * facts are compared; its sentences are our own.
 */
@Twins.Shared
class CommandFactsTest {

    private static final int NAME = 0;
    private static final int SUBCOMMANDS = 9;
    private static final String[] FIELDS = {
        "name", "arity", "flags", "first key", "last key", "step", "categories", "tips", "key specifications"
    };
    private static final Set<String> SENTENCES =
            Set.of("summary", "complexity", "history", "replaced_by", "subcommands");

    @Test
    void moreCommandsAreSharedThanAHandful(Twins twins) {
        assertTrue(shared(twins).size() > 45, "so few: " + shared(twins));
    }

    @TestFactory
    Stream<DynamicTest> tellsTheSameAs(Twins twins) {
        return shared(twins).stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    assertEquals(
                            info(twins.oracle().port(), name),
                            info(twins.subject().port(), name),
                            "COMMAND INFO");
                    assertEquals(
                            docs(twins.oracle().port(), name),
                            docs(twins.subject().port(), name),
                            "COMMAND DOCS");
                }));
    }

    /** {@return the names, {@code config|get} and the like among them} */
    private static Set<String> shared(Twins twins) {
        Set<String> names = names(twins.oracle().port());
        names.retainAll(names(twins.subject().port()));
        return names;
    }

    private static Set<String> names(int port) {
        Set<String> names = new TreeSet<>();
        try (Wire wire = Wire.to(port)) {
            for (ReplyValue command : elements(wire.ask("COMMAND").value())) {
                names.add(text(elements(command).get(NAME)));
                for (ReplyValue subcommand : elements(elements(command).get(SUBCOMMANDS))) {
                    names.add(text(elements(subcommand).get(NAME)));
                }
            }
        }
        return names;
    }

    private static Map<String, String> info(int port, String name) {
        Map<String, String> facts = new TreeMap<>();
        try (Wire wire = Wire.to(port)) {
            wire.useResp3();
            List<ReplyValue> info =
                    elements(elements(wire.ask("COMMAND INFO " + name).value()).getFirst());
            for (int i = 0; i < FIELDS.length; i++) {
                facts.put(FIELDS[i], withoutNotes(info.get(i).toString()));
            }
            facts.put("fields", Integer.toString(info.size()));
        }
        return facts;
    }

    /** Notes about keys are sentences, too. */
    private static String withoutNotes(String shown) {
        return shown.replaceAll("\"notes\" => \".*\"", "notes");
    }

    private static Map<String, String> docs(int port, String name) {
        Map<String, String> facts = new TreeMap<>();
        try (Wire wire = Wire.to(port)) {
            wire.useResp3();
            ReplyValue.Map all =
                    (ReplyValue.Map) wire.ask("COMMAND DOCS " + name).value();
            ReplyValue.Map docs = (ReplyValue.Map) all.entries().getFirst().value();
            for (ReplyValue.Pair fact : docs.entries()) {
                String key = text(fact.key());
                facts.put(
                        key,
                        SENTENCES.contains(key)
                                ? "in our own words"
                                : fact.value().toString());
                if (key.equals("history")) {
                    facts.put(key, versions(fact.value()).toString());
                }
            }
        }
        return facts;
    }

    private static List<String> versions(ReplyValue history) {
        List<String> versions = new ArrayList<>();
        for (ReplyValue change : elements(history)) {
            versions.add(text(elements(change).getFirst()));
        }
        return versions;
    }

    private static List<ReplyValue> elements(ReplyValue value) {
        return switch (value) {
            case ReplyValue.Array array -> array.elements();
            case ReplyValue.Set set -> set.elements();
            default -> throw new AssertionError("no array: " + value);
        };
    }

    private static String text(ReplyValue value) {
        return value instanceof ReplyValue.Bulk bulk ? bulk.utf8() : value.toString();
    }
}
