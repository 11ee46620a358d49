package dev.mortise.runtime.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyLocatorTest {

    private static CommandSpec spec(int minArgs, KeySpec... keys) {
        return CommandSpec.named("TEST")
                .args(minArgs, CommandSpec.MANY)
                .keys(keys)
                .build();
    }

    private static List<Integer> located(CommandSpec spec, Object... arguments) {
        KeyIndexes into = new KeyIndexes();
        KeyLocator.of(spec)
                .locate(
                        new KeyLocator.Arguments() {
                            @Override
                            public int size() {
                                return arguments.length;
                            }

                            @Override
                            public long longAt(int index, long defaultValue) {
                                return index < arguments.length && arguments[index] instanceof Integer number
                                        ? number
                                        : defaultValue;
                            }
                        },
                        into);
        List<Integer> indexes = new ArrayList<>();
        for (int k = 0; k < into.size(); k++) {
            indexes.add(into.get(k));
        }
        return indexes;
    }

    @Test
    void aCommandWithoutKeySpecsHasNoKeys() {
        assertEquals(KeyLocator.Shape.NONE, KeyLocator.of(spec(1)).shape());
    }

    @Test
    void oneKeyAtAFixedPlaceIsTheShortWay() {
        KeyLocator locator = KeyLocator.of(spec(2, KeySpec.at(1, KeyFlag.RO)));

        assertEquals(KeyLocator.Shape.SINGLE, locator.shape());
        assertEquals(1, locator.single());
    }

    @Test
    void aKeyThatMayBeLeftOutIsNotTheShortWay() {
        CommandSpec spec = spec(0, KeySpec.at(0, KeyFlag.RO));

        assertEquals(KeyLocator.Shape.SEVERAL, KeyLocator.of(spec).shape());
        assertEquals(List.of(), located(spec));
        assertEquals(List.of(0), located(spec, "key"));
    }

    @Test
    void theWholeKeyspaceIsAShapeOfItsOwn() {
        assertEquals(
                KeyLocator.Shape.ALL,
                KeyLocator.of(spec(0, KeySpec.all(KeyFlag.RM))).shape());
    }

    @Test
    void aRangeMayBeCountedFromTheEnd() {
        assertEquals(List.of(0, 1, 2), located(spec(1, KeySpec.range(0, -1, 1, KeyFlag.RO)), "a", "b", "c"));
        assertEquals(List.of(0, 1), located(spec(1, KeySpec.range(0, -2, 1, KeyFlag.RO)), "a", "b", "timeout"));
    }

    @Test
    void aRangeStepsOverValues() {
        CommandSpec mset = spec(2, KeySpec.range(0, -1, 2, KeyFlag.OW));

        assertEquals(List.of(0, 2), located(mset, "k", "v", "k", "v"));
        // One argument too few: the command says so, but nothing may be read beyond the end.
        assertEquals(List.of(0, 2), located(mset, "k", "v", "k"));
    }

    @Test
    void keysMayBeCountedByAnArgument() {
        CommandSpec counted = spec(2, KeySpec.counted(0, 1, 1, KeyFlag.RO));

        assertEquals(List.of(1, 2), located(counted, 2, "a", "b", "LIMIT"));
    }

    @Test
    void aCountThatCannotBeRightFindsNoKeys() {
        CommandSpec counted = spec(2, KeySpec.counted(0, 1, 1, KeyFlag.RO));

        assertEquals(List.of(), located(counted, "two", "a", "b"));
        assertEquals(List.of(), located(counted, 0, "a", "b"));
        assertEquals(List.of(), located(counted, -1, "a", "b"));
        assertEquals(List.of(), located(counted, 3, "a", "b"));
        assertEquals(List.of(), located(counted, Integer.MAX_VALUE, "a", "b"));
    }

    @Test
    void keysOfSeveralSpecsComeInTheirOrder() {
        CommandSpec store = spec(3, KeySpec.at(0, KeyFlag.OW), KeySpec.counted(1, 2, 1, KeyFlag.RO));

        assertEquals(List.of(0, 2, 3), located(store, "destination", 2, "a", "b"));
    }
}
