package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code CLIENT UNBLOCK}, and commands that block. */
class ClientUnblockCommandTest {

    /** {@code SAMPLE.WAIT millis}: waits, then tells that its time is over. */
    private static final CommandModule WAITING =
            setup -> setup.command(CommandSpec.named("SAMPLE.WAIT").args(1).build(), (request, reply) -> {
                if (request.timedOut()) {
                    reply.status("over");
                } else {
                    request.block(request.nowMillis() + request.arg(0).asLong());
                }
            });

    private final TestServer server = TestServer.with(new AdminModule(), WAITING);
    private final TestClient client = server.newClient();
    private final long id = ((ReplyValue.Int) client.send("CLIENT ID")).value();

    @Test
    void aCommandThatBlocksIsAnsweredWhenItsTimeIsOver() {
        client.begin("SAMPLE.WAIT 10");

        server.advance(Duration.ofMillis(9));
        assertEquals(List.of(), client.received());
        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(status("over")), client.received());
    }

    @Test
    void whatTheClientSendsMeanwhileComesAfterwards() {
        client.begin("SAMPLE.WAIT 10");
        client.begin("PING");
        client.begin("SAMPLE.WAIT 10");

        server.advance(Duration.ofMillis(10));
        assertEquals(List.of(status("over"), status("PONG")), client.received());
        server.advance(Duration.ofMillis(10));
        assertEquals(List.of(status("over")), client.received());
    }

    @Test
    void endsTheWaitAsIfItsTimeWereOver() {
        client.begin("SAMPLE.WAIT 10");

        assertEquals(integer(1), server.send("CLIENT UNBLOCK " + id));
        assertEquals(List.of(status("over")), client.received());
        assertEquals(integer(0), server.send("CLIENT UNBLOCK " + id));
    }

    @Test
    void endsTheWaitWithAnError() {
        client.begin("SAMPLE.WAIT 10");
        client.begin("PING");

        assertEquals(integer(1), server.send("CLIENT UNBLOCK " + id + " ERROR"));
        assertEquals(
                List.of(error("UNBLOCKED client unblocked via CLIENT UNBLOCK"), status("PONG")), client.received());
    }

    @Test
    void theErrorOfOneWaitIsNotThatOfTheNext() {
        client.begin("SAMPLE.WAIT 10");
        server.send("CLIENT UNBLOCK " + id + " ERROR");
        client.received();
        client.begin("SAMPLE.WAIT 10");

        server.advance(Duration.ofMillis(10));
        assertEquals(List.of(status("over")), client.received());
    }

    @Test
    void whoBlocksIsCountedOnce() {
        client.begin("SAMPLE.WAIT 10");
        server.advance(Duration.ofMillis(10));
        client.received();

        String stats = server.send("INFO commandstats").toString();
        assertTrue(stats.contains("cmdstat_sample.wait:calls=1,"), stats);
    }

    @Test
    void whoDoesNotWaitIsNotUnblocked() {
        assertEquals(integer(0), server.send("CLIENT UNBLOCK " + id));
        assertEquals(integer(0), server.send("CLIENT UNBLOCK 99999"));
    }

    @Test
    void takesTwoReasons() {
        assertEquals(
                error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR"), server.send("CLIENT UNBLOCK 1 MOOD"));
        assertEquals(error("ERR value is not an integer or out of range"), server.send("CLIENT UNBLOCK x"));
    }
}
