package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void storesTheValue() {
        assertEquals(ok(), server.send("SET greeting hello"));

        assertEquals(bulk("hello"), server.send("GET greeting"));
    }

    @Test
    void replacesTheValueBefore() {
        server.send("SET key before");
        server.send("SET key after");

        assertEquals(bulk("after"), server.send("GET key"));
    }

    @Test
    void replacesAValueOfAnotherType() {
        server.send("TEST.OTHER key");

        assertEquals(ok(), server.send("SET key value"));
        assertEquals(status("string"), server.send("TEST.TYPE key"));
    }

    @Test
    void needsAValue() {
        assertEquals(error("ERR wrong number of arguments for 'set' command"), server.send("SET key"));
    }

    @Nested
    class TimeToLive {

        @Test
        void endsExactlyAtTheDeadline() {
            server.send("SET key value PX 10");

            server.advance(ofMillis(9));
            assertEquals(bulk("value"), server.send("GET key"));

            server.advance(ofMillis(1));
            assertEquals(nil(), server.send("GET key"));
        }

        @Test
        void isGivenInSeconds() {
            server.send("SET key value EX 2");

            server.advance(ofMillis(1999));
            assertEquals(bulk("value"), server.send("GET key"));

            server.advance(ofMillis(1));
            assertEquals(nil(), server.send("GET key"));
        }

        @Test
        void isGivenAsASecond() {
            long second = server.nowMillis() / 1000 + 2;
            server.send("SET key value EXAT " + second);

            server.advance(ofMillis(second * 1000 - server.nowMillis() - 1));
            assertEquals(bulk("value"), server.send("GET key"));

            server.advance(ofMillis(1));
            assertEquals(nil(), server.send("GET key"));
        }

        @Test
        void isGivenAsAMillisecond() {
            server.send("SET key value PXAT " + (server.nowMillis() + 10));

            server.advance(ofMillis(9));
            assertEquals(bulk("value"), server.send("GET key"));

            server.advance(ofMillis(1));
            assertEquals(nil(), server.send("GET key"));
        }

        @Test
        void isOverAtOnceIfTheInstantHasPassed() {
            assertEquals(ok(), server.send("SET key value PXAT 1"));
            assertEquals(nil(), server.send("GET key"));

            server.send("SET key before");
            assertEquals(ok(), server.send("SET key value EXAT 1"));
            assertEquals(nil(), server.send("GET key"));
        }

        @Test
        void goesWithTheValueItWasGivenFor() {
            server.send("SET key value PX 10");
            server.send("SET key value");

            server.advance(ofDays(1));
            assertEquals(bulk("value"), server.send("GET key"));
        }

        @Test
        void staysIfItIsToBeKept() {
            server.send("SET key before PX 10");
            server.send("SET key after KEEPTTL");

            server.advance(ofMillis(9));
            assertEquals(bulk("after"), server.send("GET key"));

            server.advance(ofMillis(1));
            assertEquals(nil(), server.send("GET key"));
        }

        @Test
        void countsTheLastTimeIfThereAreSeveral() {
            server.send("SET key value PX 10 PX 20");

            server.advance(ofMillis(19));
            assertEquals(bulk("value"), server.send("GET key"));

            server.advance(ofMillis(1));
            assertEquals(nil(), server.send("GET key"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"EX 0", "EX -1", "PX 0", "PX -1", "EXAT 0", "EXAT -1", "PXAT 0", "PXAT -1"})
        void mustBePositive(String option) {
            assertEquals(error("ERR invalid expire time in 'set' command"), server.send("SET key value " + option));
        }

        @Test
        void fitsIntoMilliseconds() {
            long longest = Long.MAX_VALUE - server.nowMillis();

            assertEquals(ok(), server.send("SET key value PX " + longest));
            assertEquals(ok(), server.send("SET key value EX " + longest / 1000));
            assertEquals(ok(), server.send("SET key value EXAT " + Long.MAX_VALUE / 1000));
            assertEquals(ok(), server.send("SET key value PXAT " + Long.MAX_VALUE));
            assertEquals(bulk("value"), server.send("GET key"));
        }

        @Test
        void mustNotOverflow() {
            long tooLong = Long.MAX_VALUE - server.nowMillis() + 1;
            var invalid = error("ERR invalid expire time in 'set' command");

            assertEquals(invalid, server.send("SET key value PX " + tooLong));
            assertEquals(invalid, server.send("SET key value EX " + (tooLong / 1000 + 1)));
            assertEquals(invalid, server.send("SET key value EX " + (Long.MAX_VALUE / 1000 + 1)));
            assertEquals(invalid, server.send("SET key value EXAT " + (Long.MAX_VALUE / 1000 + 1)));
            assertEquals(nil(), server.send("GET key"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"abc", "1.5", "010", "+10", "NX", "9223372036854775808", "''", "' 10'"})
        void mustBeANumber(String time) {
            assertEquals(error("ERR value is not an integer or out of range"), server.send("SET key value EX " + time));
        }
    }

    @Nested
    class Condition {

        @Test
        void mayBeThatTheKeyDoesNotExist() {
            assertEquals(ok(), server.send("SET key first NX"));
            assertEquals(nil(), server.send("SET key second NX"));

            assertEquals(bulk("first"), server.send("GET key"));
        }

        @Test
        void mayBeThatTheKeyExists() {
            assertEquals(nil(), server.send("SET key first XX"));
            assertEquals(nil(), server.send("GET key"));

            server.send("SET key first");
            assertEquals(ok(), server.send("SET key second XX"));
            assertEquals(bulk("second"), server.send("GET key"));
        }

        @Test
        void doesNotAskForTheType() {
            server.send("TEST.OTHER key");

            assertEquals(nil(), server.send("SET key value NX"));
            assertEquals(ok(), server.send("SET key value XX"));
        }

        @Test
        void leavesValueAndExpiryAloneIfItFails() {
            server.send("SET key value PX 10");
            server.send("SET key value EX 100 NX");

            server.advance(ofMillis(10));
            assertEquals(nil(), server.send("GET key"));
        }

        @Test
        void treatsAnExpiredKeyAsNone() {
            server.send("SET key value PX 10");
            server.advance(ofMillis(10));

            assertEquals(nil(), server.send("SET key other XX"));
            assertEquals(ok(), server.send("SET key other NX"));
        }
    }

    @Nested
    class WithGet {

        @Test
        void repliesTheStringBefore() {
            server.send("SET key before");

            assertEquals(bulk("before"), server.send("SET key after GET"));
            assertEquals(bulk("after"), server.send("GET key"));
        }

        @Test
        void repliesNilIfThereWasNone() {
            assertEquals(nil(), server.send("SET key value GET"));
            assertEquals(bulk("value"), server.send("GET key"));
        }

        @Test
        void repliesTheStringEvenIfNothingIsWritten() {
            server.send("SET key before");

            assertEquals(bulk("before"), server.send("SET key after NX GET"));
            assertEquals(bulk("before"), server.send("GET key"));
            assertEquals(nil(), server.send("SET nobody after XX GET"));
            assertEquals(nil(), server.send("GET nobody"));
        }

        @Test
        void repliesNilIfNxAllowedTheWrite() {
            assertEquals(nil(), server.send("SET key value NX GET"));
            assertEquals(bulk("value"), server.send("GET key"));
        }

        @Test
        void refusesAnotherTypeAndChangesNothing() {
            server.send("TEST.OTHER key");

            assertEquals(WRONG_TYPE, server.send("SET key value GET"));
            assertEquals(WRONG_TYPE, server.send("SET key value NX GET"));
            assertEquals(status("other"), server.send("TEST.TYPE key"));
        }

        @Test
        void complainsOfTheTimeBeforeTheType() {
            server.send("TEST.OTHER key");

            assertEquals(error("ERR invalid expire time in 'set' command"), server.send("SET key value GET EX 0"));
            assertEquals(error("ERR value is not an integer or out of range"), server.send("SET key value GET EX x"));
        }

        @Test
        void repliesAStringLongerThanTheNewOne() {
            String before = "b".repeat(100_000);
            server.call("SET", "key", before);

            assertEquals(bulk(before), server.send("SET key after GET"));
            assertEquals(bulk("after"), server.send("GET key"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ex 10 nx",
                "NX EX 10",
                "nX gEt kEePtTl",
                "GET PXAT 9999999999999",
                "NX NX",
                "GET GET",
                "KEEPTTL KEEPTTL"
            })
    void takesOptionsInAnyOrderAndCapitalsAndMoreThanOnce(String options) {
        server.send("SET key value " + options);

        assertEquals(bulk("value"), server.send("GET key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NX XX",
                "XX NX",
                "EX",
                "NX PX",
                "EX 1 PX 1",
                "EXAT 1 EX 1",
                "PX 1 PXAT 1",
                "EX 1 KEEPTTL",
                "KEEPTTL EX 1",
                "PERSIST",
                "NOPE",
                "''",
                "EX 1 NOPE",
                "EX x NOPE",
                "NOPE EX 0",
                "other"
            })
    void rejectsOptionsThatMakeNoSense(String options) {
        assertEquals(error("ERR syntax error"), server.send("SET key value " + options));
        assertEquals(nil(), server.send("GET key"));
    }
}
