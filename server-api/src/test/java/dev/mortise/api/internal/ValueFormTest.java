package dev.mortise.api.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values written look like, and that nothing but what was written can be read. */
class ValueFormTest {

    private static final HexFormat HEX = HexFormat.of();

    /** A type of any items: what is written and read is the test's choice. */
    private record Items<T>(Consumer<ValueOutput> writer, Function<ValueInput, T> reader) implements ValueType<T> {
        @Override
        public String name() {
            return "items@test";
        }

        @Override
        public int version() {
            return 3;
        }

        @Override
        public T create() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long bytes(T value) {
            return 0;
        }

        @Override
        public void write(T value, ValueOutput out) {
            writer.accept(out);
        }

        @Override
        public T read(ValueInput in, int version) {
            return reader.apply(in);
        }
    }

    private static byte[] written(Consumer<ValueOutput> writer) {
        WrittenValue written = new WrittenValue();
        written.write(new Items<>(writer, _ -> ""), "");
        return written.toBytes();
    }

    private static <T> T read(byte[] bytes, Function<ValueInput, T> reader) {
        return new ReadValue(bytes).read(new Items<>(_ -> {}, reader), 3);
    }

    private static String problem(byte[] bytes, Function<ValueInput, Object> reader) {
        return String.valueOf(
                assertThrows(DamagedValue.class, () -> read(bytes, reader)).getMessage());
    }

    @Nested
    class WrittenBytes {

        @ParameterizedTest
        @CsvSource({
            "0, 0100",
            "63, 013f",
            "64, 014040",
            "16383, 017fff",
            "16384, 018000004000",
            "4294967295, 0180ffffffff",
            "4294967296, 01810000000100000000",
            "9223372036854775807, 01817fffffffffffffff",
            "-1, 0181ffffffffffffffff",
            "-9223372036854775808, 01818000000000000000",
        })
        void ofNumbersAreAsFewAsPossible(long number, String bytes) {
            assertEquals(bytes + "00", HEX.formatHex(written(out -> out.writeLong(number))));
        }

        @Test
        void ofFloatingPointNumbersBeginWithTheLowest() {
            assertEquals("04000000000000f83f00", HEX.formatHex(written(out -> out.writeDouble(1.5))));
        }

        @Test
        void ofStringsBeginWithTheirLength() {
            assertEquals("050361626300", HEX.formatHex(written(out -> out.writeBytes(Slice.of("abc")))));
            assertEquals("050000", HEX.formatHex(written(out -> out.writeBytes(new byte[0]))));
        }
    }

    @Nested
    class WhatIsRead {

        @ParameterizedTest
        @ValueSource(longs = {0, 1, -1, 63, 64, 16383, 16384, 0xFFFF_FFFFL, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE})
        void areTheNumbersWritten(long number) {
            assertEquals(number, read(written(out -> out.writeLong(number)), ValueInput::readLong));
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, -0.0, 0.1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY})
        void areTheFloatingPointNumbersWritten(double number) {
            assertEquals(number, read(written(out -> out.writeDouble(number)), ValueInput::readDouble));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 63, 64, 16383, 16384, 100_000})
        void areTheStringsWritten(int length) {
            byte[] string = new byte[length];
            new Random(length).nextBytes(string);

            assertArrayEquals(string, read(written(out -> out.writeBytes(string)), ValueInput::readBytes));
            assertArrayEquals(string, read(written(out -> out.writeBytes(Slice.of(string))), ValueInput::readBytes));
        }

        @Test
        void isAsMuchAsWasWritten() {
            byte[] two = written(out -> {
                out.writeLong(1);
                out.writeBytes(new byte[0]);
            });

            assertEquals(List.of(false, false, true), read(two, in -> {
                List<Boolean> ends = new ArrayList<>(List.of(in.atEnd()));
                in.readLong();
                ends.add(in.atEnd());
                in.readBytes();
                ends.add(in.atEnd());
                return ends;
            }));
        }

        @Test
        void mayLieAmongOtherBytes() {
            byte[] value = written(out -> out.writeLong(7));
            byte[] among = new byte[value.length + 9];
            System.arraycopy(value, 0, among, 5, value.length);
            ReadValue input = new ReadValue(among, 5, value.length + 4);

            assertEquals(7L, input.read(new Items<>(_ -> {}, ValueInput::readLong), 3));
            assertEquals(5 + value.length, input.position());
        }
    }

    @Nested
    class ACount {

        private static byte[] countAndItems(long count, int items) {
            return written(out -> {
                out.writeLong(count);
                for (int i = 0; i < items; i++) {
                    out.writeLong(0);
                }
            });
        }

        private static int readAll(ValueInput in) {
            int count = in.readCount();
            for (int i = 0; i < count; i++) {
                in.readLong();
            }
            return count;
        }

        @Test
        void isWhatFollows() {
            assertEquals(3, read(countAndItems(3, 3), ACount::readAll));
            assertEquals(0, read(countAndItems(0, 0), ACount::readAll));
        }

        @Test
        void isNeverMoreThanCouldFollow() {
            assertEquals("a count of 4, with 7 bytes left", problem(countAndItems(4, 3), ACount::readAll));
            assertEquals(
                    "a count of 9223372036854775807, with 1 bytes left",
                    problem(countAndItems(Long.MAX_VALUE, 0), ACount::readAll));
            assertEquals(
                    "a count of 18446744073709551615, with 3 bytes left",
                    problem(countAndItems(-1, 1), ACount::readAll));
        }

        @Test
        void isANumber() {
            assertEquals(
                    "a signed number was expected, not a string",
                    problem(written(out -> out.writeBytes(Slice.of("1"))), ValueInput::readCount));
        }
    }

    @Nested
    class Damage {

        @Test
        void isAnotherKindThanExpected() {
            byte[] number = written(out -> out.writeLong(1));
            byte[] text = written(out -> out.writeBytes(Slice.of("1")));

            assertEquals("a double was expected, not a signed number", problem(number, ValueInput::readDouble));
            assertEquals("a signed number was expected, not a string", problem(text, ValueInput::readLong));
            assertEquals("a string was expected, not a signed number", problem(number, ValueInput::readBytes));
            assertEquals(
                    "a signed number was expected, not an unsigned number",
                    problem(HEX.parseHex("020100"), ValueInput::readLong));
            assertEquals(
                    "a signed number was expected, not a float",
                    problem(HEX.parseHex("030000c03f00"), ValueInput::readLong));
            assertEquals(
                    "a signed number was expected, not the end of the value",
                    problem(new byte[1], ValueInput::readLong));
            assertEquals(
                    "a signed number was expected, not something unknown (6)",
                    problem(new byte[] {6}, ValueInput::readLong));
        }

        @Test
        void isWhatTheTypeLeaves() {
            assertEquals(
                    "type 'items@test' has left something unread: a signed number",
                    problem(written(out -> out.writeLong(1)), _ -> ""));
        }

        @Test
        void isAVersionToCome() {
            ReadValue input = new ReadValue(written(_ -> {}));

            assertEquals(
                    "version 4 of type 'items@test'; the plugin installed reads versions up to 3",
                    assertThrows(DamagedValue.class, () -> input.read(new Items<>(_ -> {}, _ -> ""), 4))
                            .getMessage());
        }

        @Test
        void isALengthOrStringThatCannotBe() {
            assertEquals(
                    "a length that begins with the byte 192", problem(HEX.parseHex("01c000"), ValueInput::readLong));
            assertEquals(
                    "a string of 18446744073709551615 bytes, with 1 left",
                    problem(HEX.parseHex("0581ffffffffffffffff00"), ValueInput::readBytes));
        }

        @Test
        void isAnEndAtAnyPlaceButTheLast() {
            byte[] whole = written(ValueFormTest::writeSome);

            for (int length = 0; length < whole.length; length++) {
                byte[] part = Arrays.copyOf(whole, length);
                problem(part, ValueFormTest::readSome);
            }
            assertEquals("some", read(whole, ValueFormTest::readSome));
        }

        @Test
        void neverBecomesAnythingElseThanAnError() {
            byte[] whole = written(ValueFormTest::writeSome);
            Random random = new Random(1);
            int survived = 0;
            for (int i = 0; i < 20_000; i++) {
                byte[] changed = whole.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                try {
                    read(changed, ValueFormTest::readSome);
                    survived++;
                } catch (DamagedValue expected) {
                    // Anything else fails the test.
                }
            }
            // A number changed into another one is none that could be noticed.
            assertEquals(true, survived > 0 && survived < 20_000);
        }
    }

    private static void writeSome(ValueOutput out) {
        out.writeLong(2);
        out.writeLong(-5);
        out.writeLong(300);
        out.writeDouble(2.5);
        out.writeBytes("bytes".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(Slice.of("some"));
    }

    private static Object readSome(ValueInput in) {
        in.readCount();
        in.readLong();
        in.readLong();
        in.readDouble();
        in.readBytes();
        return Slice.of(in.readBytes()).utf8();
    }

    @Test
    void aCopySharesNothing() {
        ValueType<StringBuilder> type = new ValueType<>() {
            @Override
            public String name() {
                return "text@test";
            }

            @Override
            public int version() {
                return 0;
            }

            @Override
            public StringBuilder create() {
                return new StringBuilder();
            }

            @Override
            public long bytes(StringBuilder value) {
                return value.length();
            }

            @Override
            public void write(StringBuilder value, ValueOutput out) {
                out.writeBytes(Slice.of(value.toString()));
            }

            @Override
            public StringBuilder read(ValueInput in, int version) {
                return new StringBuilder(Slice.of(in.readBytes()).utf8());
            }
        };
        StringBuilder value = new StringBuilder("text");

        StringBuilder copy = type.copy(value);

        assertNotSame(value, copy);
        assertEquals("text", copy.toString());
    }

    @Test
    void anOutputIsUsedAgain() {
        WrittenValue written = new WrittenValue();
        written.write(new Items<>(out -> out.writeBytes(Slice.of("first, and long")), _ -> ""), "");
        written.write(new Items<>(out -> out.writeLong(1), _ -> ""), "");

        assertEquals("010100", HEX.formatHex(written.toBytes()));
        assertEquals(Slice.of(written.toBytes()), written.slice());
        assertEquals(3, written.length());
    }

    @Test
    void stringsHaveAMostLength() {
        WrittenValue written = new WrittenValue();
        Slice tooLong = SliceAccess.instance().unpointed();
        SliceAccess.instance().point(tooLong, new byte[0], 0, ValueOutput.MOST_STRING_BYTES + 1);

        assertEquals(
                "a string of 536870913 bytes; at most 536870912",
                assertThrows(IllegalArgumentException.class, () -> written.writeBytes(tooLong))
                        .getMessage());
    }
}
