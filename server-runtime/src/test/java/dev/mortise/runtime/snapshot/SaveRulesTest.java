package dev.mortise.runtime.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaveRulesTest {

    @Test
    void arePairsOfSecondsAndChanges() {
        SaveRules rules = SaveRules.parse("3600 1 300 100 60 10000");

        assertEquals(SaveRules.USUAL, rules);
        assertEquals("3600 1 300 100 60 10000", rules.text());
    }

    @Test
    void mayBeNone() {
        assertTrue(SaveRules.parse("").isEmpty());
        assertTrue(SaveRules.parse("  ").isEmpty());
        assertEquals("", SaveRules.NONE.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "60 x", "x 60", "0 1", "-1 1", "60 -1", "60 1 300", "99999999999 1"})
    void refuseWhatMakesNoSense(String text) {
        assertThrows(IllegalArgumentException.class, () -> SaveRules.parse(text));
    }

    @Test
    void areFulfilledByTimeAndChangesTogether() {
        SaveRules rules = SaveRules.parse("60 100");

        assertEquals("", rules.fulfilled(60_000, 100));
        assertEquals("100 changes in 60 seconds", rules.fulfilled(60_001, 100));
        assertEquals("", rules.fulfilled(60_001, 99));
    }

    @Test
    void takeTheFirstThatIsFulfilled() {
        SaveRules rules = SaveRules.parse("3600 1 60 10");

        assertEquals("20 changes in 60 seconds", rules.fulfilled(100_000, 20));
        assertEquals("1 changes in 3600 seconds", rules.fulfilled(3_600_001, 1));
    }
}
