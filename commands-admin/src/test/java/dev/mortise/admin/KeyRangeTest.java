package dev.mortise.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import org.junit.jupiter.api.Test;

/** The examples are commands of Redis, with what {@code COMMAND INFO} of 7.0.15 shows for them. */
class KeyRangeTest {

    private static KeyRange of(KeySpec... keys) {
        return KeyRange.of(CommandSpec.named("X").keys(keys).build(), 1);
    }

    @Test
    void isEmptyWithoutKeys() {
        assertEquals(new KeyRange(0, 0, 0, false), of());
        assertEquals(new KeyRange(0, 0, 0, false), of(KeySpec.all(KeyFlag.RO)));
    }

    @Test
    void isTheOneRegularSpec() {
        assertEquals(new KeyRange(1, 1, 1, false), of(KeySpec.at(0, KeyFlag.RO)));
        // MSET, LCS
        assertEquals(new KeyRange(1, -1, 2, false), of(KeySpec.range(0, -1, 2, KeyFlag.OW)));
        assertEquals(new KeyRange(1, 2, 1, false), of(KeySpec.range(0, 1, 1, KeyFlag.RO)));
    }

    @Test
    void countsTheNamesOfASubcommand() {
        CommandSpec spec =
                CommandSpec.named("ENCODING").keys(KeySpec.at(0, KeyFlag.RO)).build();

        assertEquals(new KeyRange(2, 2, 1, false), KeyRange.of(spec, 2));
    }

    @Test
    void joinsSpecsThatContinueOneAnother() {
        // RENAME, SINTERSTORE, BITOP
        assertEquals(new KeyRange(1, 2, 1, false), of(KeySpec.at(0, KeyFlag.RW), KeySpec.at(1, KeyFlag.OW)));
        assertEquals(new KeyRange(1, -1, 1, false), of(KeySpec.at(0, KeyFlag.RW), KeySpec.range(1, -1, 1, KeyFlag.RO)));
        assertEquals(new KeyRange(2, -1, 1, false), of(KeySpec.at(1, KeyFlag.OW), KeySpec.range(2, -1, 1, KeyFlag.RO)));
    }

    @Test
    void leavesOutWhatFitsNoRange() {
        // SINTERCARD, ZUNIONSTORE
        assertEquals(new KeyRange(0, 0, 0, true), of(KeySpec.counted(0, 1, 1, KeyFlag.RO)));
        assertEquals(new KeyRange(1, 1, 1, true), of(KeySpec.at(0, KeyFlag.OW), KeySpec.counted(1, 2, 1, KeyFlag.RO)));
    }

    @Test
    void leavesOutWhatComesAfterAGap() {
        assertEquals(new KeyRange(1, 1, 1, true), of(KeySpec.at(0, KeyFlag.RO), KeySpec.at(2, KeyFlag.RO)));
        assertEquals(new KeyRange(1, -1, 1, true), of(KeySpec.range(0, -1, 1, KeyFlag.RO), KeySpec.at(5, KeyFlag.RO)));
    }

    @Test
    void isMovableIfTheSpecSaysThatItIsIncomplete() {
        assertEquals(new KeyRange(1, 1, 1, true), of(KeySpec.at(0, KeyFlag.RO, KeyFlag.INCOMPLETE)));
    }
}
