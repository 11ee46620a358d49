package acme.bloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BloomFilterTest {

    private static final int ITEMS = 20_000;

    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.1, 3", "0.01, 7", "0.001, 10", "0.000001, 20"})
    void usesAsManyHashesAsTheRateNeeds(double errorRate, int hashes) {
        assertEquals(hashes, BloomFilter.of(ITEMS, errorRate).hashes());
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.01", "0.001"})
    void forgetsNothingAndErrsAsSeldomAsPromised(double errorRate) {
        BloomFilter filter = BloomFilter.of(ITEMS, errorRate);
        for (int i = 0; i < ITEMS; i++) {
            filter.add(item("in", i));
        }

        int mistaken = 0;
        for (int i = 0; i < ITEMS; i++) {
            assertTrue(filter.mayContain(item("in", i)), "forgot " + i);
            mistaken += filter.mayContain(item("out", i)) ? 1 : 0;
        }

        double expected = ITEMS * errorRate;
        double deviation = Math.sqrt(expected);
        assertTrue(Math.abs(mistaken - expected) < 5 * deviation, mistaken + " mistakes instead of " + expected);
    }

    @Test
    void tellsWhetherAnItemIsNew() {
        BloomFilter filter = BloomFilter.of(100, 0.01);

        assertTrue(filter.add(item("a", 1)));
        assertFalse(filter.add(item("a", 1)));
        assertTrue(filter.add(new byte[0]));
    }

    @Test
    void aCopyKnowsNothingOfLaterItems() {
        BloomFilter filter = BloomFilter.of(100, 0.01);
        BloomFilter copy = filter.copy();

        filter.add(item("a", 1));

        assertFalse(copy.mayContain(item("a", 1)));
    }

    /** Filters that were saved must be understood forever: this is what version 1 does. */
    @Test
    void bitsStayWhereTheyAre() {
        BloomFilter filter = BloomFilter.of(6, 0.01);

        filter.add(item("a", 1));

        assertEquals(1, filter.words().length);
        assertEquals("8b8000000000040", Long.toHexString(filter.words()[0]));
    }

    @Test
    void hasALimit() {
        assertTrue(BloomFilter.of(56_000_000, 0.01).bits() <= 64L << 23);
        assertThrows(IllegalArgumentException.class, () -> BloomFilter.of(57_000_000, 0.01));
        assertThrows(IllegalArgumentException.class, () -> BloomFilter.of(Long.MAX_VALUE, Double.MIN_VALUE));
    }

    @Test
    void ofOneItemHasAWord() {
        assertEquals(64, BloomFilter.of(1, 0.99).bits());
        assertEquals(1, BloomFilter.of(1, 0.99).hashes());
    }

    /** Version 1 did not say: 6 items at 1 % take a word and seven hashes, and that is nearly what is worked out. */
    @Test
    void whatItWasMadeForCanBeWorkedOut() {
        BloomFilter filter = BloomFilter.ofUnknownPurpose(new long[1], 7);

        assertEquals(6, filter.capacity());
        assertEquals(0.0078125, filter.errorRate());
    }

    private static byte[] item(String kind, int number) {
        return (kind + number).getBytes(StandardCharsets.UTF_8);
    }
}
