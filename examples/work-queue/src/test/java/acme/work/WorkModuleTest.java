package acme.work;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.admin.AdminModule;
import dev.mortise.keys.KeysModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkModuleTest {

    private final TestServer server =
            TestServer.with(new WorkModule(), new AdminModule(), new KeysModule(), new StringsModule());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void handsOutJobsInTheirOrder() {
        assertEquals(integer(2), server.send("WORK.ADD mails a b"));
        assertEquals(integer(3), server.send("WORK.ADD mails c"));

        assertEquals(bulk("a"), server.send("WORK.TAKE mails taken 0"));
        assertEquals(bulk("b"), server.send("WORK.TAKE mails taken 0"));
        assertEquals(bulk("c"), server.send("WORK.TAKE mails taken 0"));
        assertEquals(integer(0), server.send("EXISTS mails"));
    }

    @Test
    void whoTakesWaitsForWhoAdds() {
        TestClient first = server.newClient();
        TestClient second = server.newClient();
        first.begin("WORK.TAKE mails taken 0");
        second.begin("WORK.TAKE mails taken 0");

        server.send("WORK.ADD mails a");
        assertEquals(List.of(bulk("a")), first.received());
        assertEquals(List.of(), second.received());

        server.send("WORK.ADD mails b");
        assertEquals(List.of(bulk("b")), second.received());
    }

    @Test
    void whoTakesDoesNotWaitForeverIfTold() {
        TestClient other = server.newClient();
        other.begin("WORK.TAKE mails taken 10");

        server.advance(Duration.ofMillis(9));
        assertEquals(List.of(), other.received());
        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(nil()), other.received());
    }

    @Test
    void aJobThatIsNotDoneIsPutBack() {
        server.send("WORK.ADD mails a");
        server.send("WORK.TAKE mails taken 0");

        server.advance(Duration.ofMillis(59_999));
        assertEquals(integer(0), server.send("EXISTS mails"));
        assertEquals(integer(1), server.send("EXISTS taken"));

        server.advance(Duration.ofMillis(1));
        assertEquals(integer(0), server.send("EXISTS taken"));
        assertEquals(bulk("a"), server.send("WORK.TAKE mails taken 0"));
    }

    @Test
    void aJobThatIsPutBackServesWhoWaits() {
        server.send("WORK.ADD mails a");
        server.send("WORK.TAKE mails taken 0");
        TestClient other = server.newClient();
        other.begin("WORK.TAKE mails taken 0");

        server.advance(Duration.ofMinutes(1));

        assertEquals(List.of(bulk("a")), other.received());
    }

    @Test
    void aJobThatIsDoneDoesNotComeBack() {
        server.send("WORK.ADD mails a");
        server.send("WORK.TAKE mails taken 0");
        server.advance(Duration.ofSeconds(59));

        assertEquals(integer(1), server.send("WORK.DONE taken a"));
        assertEquals(integer(0), server.send("WORK.DONE taken a"));

        // The same again is another job, with a minute of its own.
        server.send("WORK.ADD mails a");
        server.send("WORK.TAKE mails taken 0");
        server.advance(Duration.ofSeconds(59));
        assertEquals(integer(0), server.send("EXISTS mails"));
    }

    @Test
    void theTimeIsTheOperatorsToSet() {
        server.send("CONFIG SET acme.work.leaseSeconds 1");
        server.send("WORK.ADD mails a");
        server.send("WORK.TAKE mails taken 0");

        server.advance(Duration.ofSeconds(1));

        assertEquals(integer(1), server.send("EXISTS mails"));
    }

    @Test
    void allThatWereTakenCanBePutBackByHand() {
        server.send("WORK.ADD mails a b");
        server.send("WORK.TAKE mails taken 0");
        server.send("WORK.TAKE mails taken 0");

        assertEquals(integer(2), server.send("WORK.RETRY taken mails"));
        assertEquals(integer(0), server.send("WORK.RETRY taken mails"));

        assertEquals(bulk("a"), server.send("WORK.TAKE mails taken 0"));
        server.advance(Duration.ofMillis(59_999));
        assertEquals(integer(1), server.send("EXISTS taken"));
    }

    @Test
    void aQueueMayBeMovedOntoItself() {
        server.send("WORK.ADD mails a b");

        assertEquals(bulk("a"), server.send("WORK.MOVE mails mails"));
        assertEquals(bulk("b"), server.send("WORK.MOVE mails mails"));
        assertEquals(integer(2), server.send("WORK.RETRY mails mails"));
        assertEquals(nil(), server.send("WORK.MOVE nothing mails"));
    }

    @Test
    void aKeyOfAnotherTypeStaysAsItIs() {
        server.send("WORK.ADD mails a");
        server.send("SET name ana");

        assertEquals(WRONG_TYPE, server.send("WORK.TAKE mails name 0"));
        assertEquals(WRONG_TYPE, server.send("WORK.MOVE mails name"));
        assertEquals(WRONG_TYPE, server.send("WORK.RETRY mails name"));
        assertEquals(bulk("a"), server.send("WORK.TAKE mails taken 0"));
    }

    @Test
    void whoWaitsForTheEndIsToldWhenTheLastJobIsTaken() {
        server.send("WORK.ADD mails a b");
        TestClient other = server.newClient();
        other.begin("WORK.WAIT mails 0");

        server.send("WORK.TAKE mails taken 0");
        server.send("WORK.ADD mails c");
        server.send("WORK.TAKE mails taken 0");
        assertEquals(List.of(), other.received());

        server.send("WORK.TAKE mails taken 0");
        assertEquals(List.of(integer(1)), other.received());
        assertEquals(integer(1), server.send("WORK.WAIT mails 0"));
    }

    @Test
    void whoWaitsForTheEndIsToldThatItDoesNotCome() {
        server.send("WORK.ADD mails a");
        TestClient other = server.newClient();
        other.begin("WORK.WAIT mails 10");

        server.advance(Duration.ofMillis(9));
        assertEquals(List.of(), other.received());
        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(integer(0)), other.received());
    }

    @Test
    void timesAreNotNegative() {
        assertEquals(error("ERR timeout is negative"), server.send("WORK.TAKE mails taken -1"));
        assertEquals(error("ERR timeout is negative"), server.send("WORK.WAIT mails -1"));
    }
}
