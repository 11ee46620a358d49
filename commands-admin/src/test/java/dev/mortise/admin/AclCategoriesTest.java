package dev.mortise.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import java.util.List;
import org.junit.jupiter.api.Test;

class AclCategoriesTest {

    private static List<String> of(CommandSpec.Builder spec) {
        return AclCategories.of(spec.build());
    }

    private static CommandSpec.Builder spec(Flag... flags) {
        return CommandSpec.named("X").flags(flags);
    }

    @Test
    void followFromTheFlags() {
        assertEquals(List.of("@slow"), of(spec()));
        assertEquals(List.of("@fast"), of(spec(Flag.FAST)));
        assertEquals(List.of("@read", "@slow"), of(spec(Flag.READONLY)));
        assertEquals(List.of("@write", "@slow"), of(spec(Flag.WRITE)));
        assertEquals(List.of("@admin", "@slow", "@dangerous"), of(spec(Flag.ADMIN)));
        assertEquals(List.of("@pubsub", "@slow"), of(spec(Flag.PUBSUB)));
        assertEquals(List.of("@slow", "@blocking"), of(spec(Flag.BLOCKING)));
    }

    @Test
    void standInRedissOrderWithTheDeclaredOnes() {
        assertEquals(
                List.of("@keyspace", "@write", "@slow", "@dangerous"),
                of(spec(Flag.WRITE).acl("dangerous", "keyspace")));
        assertEquals(List.of("@fast", "@connection"), of(spec(Flag.FAST).acl("connection")));
    }

    @Test
    void ofAReadOnlyScriptDoNotContainRead() {
        assertEquals(List.of("@slow", "@scripting"), of(spec(Flag.READONLY).acl("scripting")));
    }

    @Test
    void ofPluginsComeLast() {
        assertEquals(
                List.of("@read", "@fast", "@acme", "@bloom"),
                of(spec(Flag.READONLY, Flag.FAST).acl("bloom", "acme")));
    }
}
