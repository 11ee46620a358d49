package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomkeyCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void isNilIfThereIsNothing() {
        assertEquals(nil(), server.send("RANDOMKEY"));
    }

    @Test
    void findsTheOnlyKey() {
        server.send("TEST.PUT key");

        assertEquals(bulk("key"), server.send("RANDOMKEY"));
    }

    @Test
    void findsEveryKeySoonerOrLater() {
        Set<Object> missing = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            server.send("TEST.PUT key:" + i);
            missing.add(bulk("key:" + i));
        }

        // Were the keys equally likely, one would be missing once in 10^44 runs: what fails here is stuck.
        for (int i = 0; i < 1000 && !missing.isEmpty(); i++) {
            missing.remove(server.send("RANDOMKEY"));
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void doesNotFindWhatHasExpired() {
        server.send("TEST.PUT mortal 10");
        server.send("TEST.PUT immortal");
        server.advance(ofMillis(10));

        for (int i = 0; i < 20; i++) {
            assertEquals(bulk("immortal"), server.send("RANDOMKEY"));
        }
    }

    @Test
    void staysInTheDatabaseOfTheClient() {
        server.send("TEST.PUT key");
        server.send("TEST.SELECT 1");

        assertEquals(nil(), server.send("RANDOMKEY"));
    }

    @Test
    void takesNoArguments() {
        assertEquals(error("ERR wrong number of arguments for 'randomkey' command"), server.send("RANDOMKEY x"));
    }
}
