package dev.mortise.runtime.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeyFinder;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyLocatorTest {

    private static final Command BODY = (_, reply) -> reply.ok();

    private static CommandSpec spec(int minArgs, KeySpec... keys) {
        return CommandSpec.named("TEST")
                .args(minArgs, CommandSpec.MANY)
                .keys(keys)
                .build();
    }

    private static List<Integer> located(CommandSpec spec, Object... arguments) {
        KeyIndexes into = new KeyIndexes();
        KeyLocator.of(spec).locate(arguments(arguments), into);
        List<Integer> indexes = new ArrayList<>();
        for (int k = 0; k < into.size(); k++) {
            indexes.add(into.get(k));
        }
        return indexes;
    }

    private static KeyLocator.Arguments arguments(Object... arguments) {
        return new KeyLocator.Arguments() {
            @Override
            public int size() {
                return arguments.length;
            }

            @Override
            public long longAt(int index, long defaultValue) {
                return index < arguments.length && arguments[index] instanceof Integer number ? number : defaultValue;
            }

            @Override
            public Slice arg(int index) {
                return Slice.of(arguments[index].toString());
            }
        };
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

    @Test
    void keysMayFollowAKeyword() {
        CommandSpec read = spec(1, KeySpec.after("KEYS", 1, -1, 1, KeyFlag.RO));

        assertEquals(List.of(2, 3), located(read, "KEYS", "keys", "a", "KEYS"), "the first one from there on");
        assertEquals(List.of(), located(read, "KEYS", "a"));
        assertEquals(List.of(), located(read, "a", "KEYS"), "nothing follows it");
        assertEquals(
                List.of(1, 3),
                located(spec(1, KeySpec.after("KEYS", 0, 3, 2, KeyFlag.RO)), "KEYS", "a", "1", "b", "2", "c"));
    }

    @Test
    void aKeywordMayBeSearchedForFromTheEnd() {
        CommandSpec read = spec(1, KeySpec.after("KEYS", -2, -1, 1, KeyFlag.RO));

        assertEquals(List.of(3), located(read, "KEYS", "a", "KEYS", "b"), "the last one that something follows");
        assertEquals(List.of(1, 2), located(read, "KEYS", "a", "KEYS"));
        assertEquals(List.of(), located(read, "KEYS"));
        assertEquals(List.of(), located(read));
    }

    @Test
    void aFinderIsAskedInPlaceOfTheSpecs() {
        KeySpec said = KeySpec.at(0, KeyFlag.RO);
        CommandSpec last = CommandSpec.named("TEST")
                .args(1, CommandSpec.MANY)
                .keys(said)
                .keysFoundBy((arguments, found) -> found.accept(said, arguments.size() - 1))
                .build();

        assertEquals(KeyLocator.Shape.SEVERAL, KeyLocator.of(last).shape());
        assertEquals(List.of(2), located(last, "a", "b", "c"));
        assertEquals(
                List.of(2),
                last.keyPositions(said, Stream.of("a", "b", "c").map(Slice::of).toList()));
    }

    @Test
    void aFinderThatFailsFindsNoKeysAndKeepsTheCommandFromRunning() {
        KeySpec said = KeySpec.at(0, KeyFlag.RO);
        CommandSpec beyond = CommandSpec.named("TEST")
                .args(1, CommandSpec.MANY)
                .keys(said)
                .keysFoundBy((arguments, found) -> found.accept(said, arguments.size()))
                .build();

        KeyIndexes into = new KeyIndexes();
        KeyLocator.of(beyond).locate(arguments("a"), into);
        assertEquals(0, into.size());
        assertNotSame(BODY, into.runnable(BODY));

        into.clear();
        assertSame(BODY, into.runnable(BODY));
    }

    @Test
    void aRequestMayConcernAnyKeyBesideItsOwn() {
        KeySpec said = KeySpec.at(0, KeyFlag.RO);
        KeySpec followed = KeySpec.unknown(KeyFlag.RO);
        CommandSpec follow = CommandSpec.named("TEST")
                .args(1, CommandSpec.MANY)
                .keys(said, followed)
                .keysFoundBy((arguments, found) -> {
                    found.accept(said, 0);
                    if (arguments.size() > 1) {
                        found.accept(followed, KeyFinder.ANYWHERE);
                    }
                })
                .build();
        KeyLocator locator = KeyLocator.of(follow);

        KeyIndexes into = new KeyIndexes();
        locator.locate(arguments("a", "*"), into);
        assertEquals(1, into.size());
        assertTrue(locator.isWhole(into));

        into.clear();
        locator.locate(arguments("a"), into);
        assertFalse(locator.isWhole(into));
        assertEquals(List.of(0), located(follow, "a", "*"), "only what has an index is an entry");
        assertEquals(
                List.of(0),
                follow.keyPositions(Stream.of("a", "*").map(Slice::of).toList()));
    }

    @Test
    void unknownPlacesNeedAFinder() {
        assertThrows(IllegalArgumentException.class, () -> spec(1, KeySpec.unknown(KeyFlag.RO)));
    }

    @Test
    void aFinderNeedsSpecsOfParticularKeys() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CommandSpec.named("TEST").keysFoundBy((_, _) -> {}).build());
    }
}
