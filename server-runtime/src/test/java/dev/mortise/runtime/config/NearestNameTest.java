package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("port", "bind", "timeout", "tcp-keepalive");

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "timeuot", "timout", "timeoutt", "tameout", "imeout"})
    void findsANameAFewLettersAway(String name) {
        assertEquals("timeout", NearestName.of(name, KNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "quux", "maxclients", "time"})
    void doesNotGuessFromAfar(String name) {
        assertNull(NearestName.of(name, KNOWN));
    }

    @Test
    void takesTheFirstInTheAlphabetOfEquallyNearOnes() {
        assertEquals("hat", NearestName.of("zat", List.of("rat", "hat")));
    }
}
