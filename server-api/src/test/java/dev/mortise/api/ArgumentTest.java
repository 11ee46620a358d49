package dev.mortise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How arguments look on a syntax line. The examples are commands of Redis, written as on redis.io. */
class ArgumentTest {

    private static final Argument NX = Argument.keyword("NX");
    private static final Argument XX = Argument.keyword("XX");

    @Test
    void aNameStandsForAValue() {
        assertEquals("key", Argument.key("key").syntax());
        assertEquals("[section]", Argument.string("section").optional().syntax());
    }

    @Test
    void whatMayBeRepeatedIsShownTwice() {
        assertEquals("key [key ...]", Argument.key("key").many().syntax());
        assertEquals(
                "[section [section ...]]",
                Argument.string("section").optional().many().syntax());
    }

    @Test
    void aKeywordStandsBeforeTheFirstOrBeforeEach() {
        Argument id = Argument.integer("client-id").many();

        assertEquals("ID client-id [client-id ...]", id.after("ID").syntax());
        assertEquals("ID client-id [ID client-id ...]", id.afterEach("ID").syntax());
    }

    @Test
    void partsOfABlockStandSideBySide() {
        Argument pair = Argument.block("data", Argument.key("key"), Argument.string("value"));

        assertEquals("key value [key value ...]", pair.many().syntax());
        assertEquals("[AUTH key value]", pair.after("AUTH").optional().syntax());
    }

    @Test
    void choicesHaveBracketsOfTheirOwnUnlessTheyAreOptional() {
        Argument condition = Argument.oneOf("condition", NX, XX);

        assertEquals("[NX | XX]", condition.optional().syntax());
        assertEquals("<NX | XX>", condition.syntax());
        assertEquals("[IF <NX | XX>]", condition.after("IF").optional().syntax());
        assertEquals("<NX | XX> [<NX | XX> ...]", condition.many().syntax());
    }

    @Test
    void copiesKeepWhatWasSaidBefore() {
        Argument argument = Argument.string("prefix")
                .since("6.0.0")
                .deprecated("7.0.0")
                .afterEach("PREFIX")
                .many()
                .optional();

        assertEquals("[PREFIX prefix [PREFIX prefix ...]]", argument.syntax());
        assertEquals("6.0.0", argument.since());
        assertEquals("7.0.0", argument.deprecatedSince());
    }
}
