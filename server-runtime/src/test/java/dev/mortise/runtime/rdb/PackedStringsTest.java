package dev.mortise.runtime.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.DamagedValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bytes are what Redis versions have written; integration tests have it write more. */
class PackedStringsTest {

    private interface Form {
        void take(byte[] bytes, int length, List<byte[]> into);
    }

    private static List<String> read(Form form, byte[] bytes) {
        List<byte[]> into = new ArrayList<>();
        form.take(bytes, bytes.length, into);
        return into.stream()
                .map(each -> new String(each, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** Cut off anywhere, and with any byte changed, it is refused or is another value; nothing else happens. */
    private static void believesNothing(Form form, byte[] bytes) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(DamagedValue.class, () -> read(form, cut));
        }
        SplittableRandom random = new SplittableRandom(5);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                read(form, damaged);
            } catch (DamagedValue e) {
                refused++;
            }
        }
        assertTrue(refused > 0);
    }

    @Test
    void zipmap() {
        byte[] bytes = hex("02 01 61 01 00 31 05 6669656c64 02 03 7675 787878 ff");

        assertEquals(List.of("a", "1", "field", "vu"), read(PackedStrings::zipmap, bytes));
        believesNothing(PackedStrings::zipmap, bytes);
        assertEquals(List.of(), read(PackedStrings::zipmap, hex("00 ff")));
        // A length of four bytes.
        assertEquals(List.of("ab", ""), read(PackedStrings::zipmap, hex("01 fe 02000000 6162 fe 00000000 00 ff")));
    }

    @Test
    void intset() {
        assertEquals(List.of("-5", "1", "1000"), read(PackedStrings::intset, hex("02000000 03000000 fbff 0100 e803")));
        assertEquals(List.of("-70000"), read(PackedStrings::intset, hex("04000000 01000000 90eefeff")));
        byte[] wide = hex("08000000 01000000 0000000000010000");
        assertEquals(List.of("1099511627776"), read(PackedStrings::intset, wide));
        believesNothing(PackedStrings::intset, wide);
    }

    @Test
    void ziplist() {
        byte[] bytes = hex("35000000 2d000000 0a00"
                + "00 01 61" // a
                + "03 f2" // 1
                + "02 fe fb" // -5
                + "03 c0 e803" // 1000
                + "04 f0 a08601" // 100000
                + "05 d0 00000040" // 2^30
                + "06 e0 0000000000010000" // 2^40
                + "0a 00" // nothing
                + "02 fd" // 12
                + "02 40 02 6162" // ab, with a length of 14 bits
                + "ff");

        assertEquals(
                List.of("a", "1", "-5", "1000", "100000", "1073741824", "1099511627776", "", "12", "ab"),
                read(PackedStrings::ziplist, bytes));
        believesNothing(PackedStrings::ziplist, bytes);
        // A string of 32 bits of length behind an entry of five bytes' length.
        assertEquals(
                List.of("xy"),
                read(PackedStrings::ziplist, hex("17000000 0a000000 0100 fe00000000 80 00000002 7879 ff")));
    }

    @Test
    void listpack() {
        byte[] bytes = hex("32000000 0a00"
                + "81 61 02" // a
                + "01 01" // 1
                + "dffb 02" // -5
                + "c3e8 02" // 1000
                + "f2 a08601 04" // 100000
                + "f3 00000040 05" // 2^30
                + "f4 0000000000010000 09" // 2^40
                + "80 01" // nothing
                + "e002 6162 04" // ab, with a length of 12 bits
                + "f1 0080 03" // -32768
                + "ff");

        assertEquals(
                List.of("a", "1", "-5", "1000", "100000", "1073741824", "1099511627776", "", "ab", "-32768"),
                read(PackedStrings::listpack, bytes));
        believesNothing(PackedStrings::listpack, bytes);
        assertEquals(List.of("xy"), read(PackedStrings::listpack, hex("0f000000 0100 f0 02000000 7879 07 ff")));
    }

    @Test
    void theLengthBehindAnEntryTakesAsManyBytesAsItNeeds() {
        for (int length : new int[] {120, 126, 127, 128, 4095, 4096, 16_377, 16_378, 16_379, 70_000, 2_097_151}) {
            byte[] string = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
            int header = length < 4096 ? 2 : 5;
            int entry = header + length;
            int back = entry <= 127 ? 1 : entry < 16_383 ? 2 : entry < 2_097_151 ? 3 : 4;
            byte[] bytes = new byte[6 + entry + back + 1];
            putLowestFirst(bytes, 0, bytes.length);
            bytes[4] = 1;
            if (header == 2) {
                bytes[6] = (byte) (0xE0 | length >>> 8);
                bytes[7] = (byte) length;
            } else {
                bytes[6] = (byte) 0xF0;
                putLowestFirst(bytes, 7, length);
            }
            System.arraycopy(string, 0, bytes, 6 + header, length);
            bytes[bytes.length - 1] = (byte) 0xFF;
            assertEquals(List.of("x".repeat(length)), read(PackedStrings::listpack, bytes), "length " + length);
        }
    }

    private static void putLowestFirst(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
