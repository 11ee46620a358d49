package acme.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcraTest {

    /** Three tokens, one each 100 microseconds. */
    private final Gcra bucket = new Gcra(3, 100);

    @Test
    void holdsABurst() {
        assertEquals(-200, bucket.waitMicros(0, 0));
        assertEquals(-100, bucket.waitMicros(100, 0));
        assertEquals(0, bucket.waitMicros(200, 0));
        assertEquals(100, bucket.waitMicros(300, 0));
    }

    @Test
    void hasATokenExactlyWhenOneHasDrippedIn() {
        assertEquals(1, bucket.waitMicros(300, 99));
        assertEquals(0, bucket.waitMicros(300, 100));
    }

    @Test
    void neverHoldsMoreThanABurst() {
        assertEquals(1_000_100, bucket.fullAfterTaking(300, 1_000_000));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1000000", "1, 1000000, 1", "1, 0.5, 2000000", "1000000, 0.000001, 1000000000000"})
    void readsARate(long burst, double perSecond, long intervalMicros) {
        assertEquals(intervalMicros, Gcra.of(burst, perSecond).intervalMicros());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1000001, 1", "1, 0", "1, -1", "1, 1000001", "1, NaN", "1, 0.0000009"})
    void hasLimits(long burst, double perSecond) {
        assertThrows(IllegalArgumentException.class, () -> Gcra.of(burst, perSecond));
    }

    /** The largest numbers of all do not overflow before the year 30000. */
    @Test
    void countsFarEnough() {
        Gcra slowest = Gcra.of(Gcra.MOST, Gcra.LEAST_PER_SECOND);
        long now = 1_000_000_000_000_000_000L;

        assertEquals(
                slowest.intervalMicros(), slowest.waitMicros(now + slowest.burst() * slowest.intervalMicros(), now));
    }

    /** The number comes from a key, which anybody can set. */
    @Test
    void takesNonsenseForFullOrForVeryEmpty() {
        assertEquals(-200, bucket.waitMicros(Long.MIN_VALUE, 0));
        assertTrue(bucket.waitMicros(Long.MAX_VALUE, 0) > 0);
    }
}
