package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bool;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.map;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.number;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.push;
import static dev.mortise.testkit.ReplyValue.set;
import static dev.mortise.testkit.ReplyValue.verbatim;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReplyValueTest {

    @Nested
    class IsShownAsRedisCliShowsIt {

        @Test
        void simpleValues() {
            assertEquals("OK", ok().toString());
            assertEquals("(error) ERR syntax error", error("ERR syntax error").toString());
            assertEquals("(integer) -3", integer(-3).toString());
            assertEquals("(nil)", nil().toString());
            assertEquals("(double) 1.5", number(1.5).toString());
            assertEquals("(true)", bool(true).toString());
            assertEquals("some text", verbatim("some text").toString());
        }

        @Test
        void bulkStringsWithEscapes() {
            assertEquals(
                    "\"a \\\"b\\\" \\\\ \\n\\r\\t\\a\\b\"",
                    bulk("a \"b\" \\ \n\r\t\7\b").toString());
            assertEquals("\"\\x00\\xc3\\xa9\"", bulk("\0é").toString());
        }

        @Test
        void aggregatesNumberedAndIndented() {
            assertEquals("(empty array)", array().toString());
            assertEquals(
                    """
                    1) "a"
                    2) 1) (integer) 1
                       2) (nil)
                    3) "b\"\
                    """, array(bulk("a"), array(integer(1), nil()), bulk("b")).toString());
            assertEquals("1# \"a\" => (integer) 1", map(bulk("a"), integer(1)).toString());
            assertEquals("1~ \"a\"", set(bulk("a")).toString());
            assertEquals("1> \"message\"", push(bulk("message")).toString());
        }
    }

    @Test
    void theOrderOfSetsAndMapsDoesNotCount() {
        assertEquals(set(bulk("a"), bulk("b")), set(bulk("b"), bulk("a")));
        assertEquals(
                set(bulk("a"), bulk("b")).hashCode(), set(bulk("b"), bulk("a")).hashCode());
        assertEquals(map(bulk("a"), integer(1), bulk("b"), nil()), map(bulk("b"), nil(), bulk("a"), integer(1)));
        assertNotEquals(set(bulk("a"), bulk("a"), bulk("b")), set(bulk("a"), bulk("b"), bulk("b")));
        assertNotEquals(bulks("a", "b"), bulks("b", "a"));
    }

    @Test
    void kindsDiffer() {
        assertNotEquals(bulk("1"), integer(1));
        assertNotEquals(bulk("OK"), ok());
        assertNotEquals(nil(), ReplyValue.nilArray());
        assertNotEquals(array(bulk("a")), set(bulk("a")));
    }

    @Test
    void bulksOfAnyBytes() {
        byte[] bytes = {0, -1, '\r', '\n'};
        ReplyValue.Bulk value = assertInstanceOf(ReplyValue.Bulk.class, bulk(bytes));

        bytes[0] = 1;

        assertEquals(bulk(new byte[] {0, -1, '\r', '\n'}), value, "a copy is kept");
        assertEquals("\0�\r\n", value.utf8());
        assertEquals("é", new String(((ReplyValue.Bulk) bulk("é")).bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void mapsAreLookedUpByText() {
        ReplyValue.Map map = (ReplyValue.Map) map(bulk("a"), integer(1), ReplyValue.status("b"), integer(2));

        assertEquals(integer(1), map.find("a"));
        assertEquals(integer(2), map.find("b"));
        assertNull(map.find("c"));
    }

    @Test
    void mapsNeedPairs() {
        assertThrows(IllegalArgumentException.class, () -> map(bulk("a")));
    }

    @Test
    void errorsHaveACode() {
        assertEquals("WRONGTYPE", ((ReplyValue.SimpleError) error("WRONGTYPE Operation")).code());
        assertEquals("NOTEXT", ((ReplyValue.SimpleError) error("NOTEXT")).code());
    }
}
