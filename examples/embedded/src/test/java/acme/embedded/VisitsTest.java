package acme.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.junit.MortiseExtension;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of a program against a real server, which starts in milliseconds and has no keys when a test begins. */
@ExtendWith(MortiseExtension.class)
class VisitsTest {

    @Test
    void countsEachPage(URI server) {
        try (Visits visits = new Visits(server)) {
            assertEquals(1, visits.visit("home"));
            assertEquals(2, visits.visit("home"));
            assertEquals(1, visits.visit("about"));
        }
    }

    @Test
    void beginsAtNothing(URI server) {
        try (Visits visits = new Visits(server)) {
            assertEquals(1, visits.visit("home"));
        }
    }
}
