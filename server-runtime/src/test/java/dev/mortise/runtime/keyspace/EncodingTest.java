package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What redis-server 7.0 answers to OBJECT ENCODING after the commands that do these things. */
class EncodingTest {

    private static final byte[] KEY = TestKeyspace.bytes("key");

    private final TestKeyspace keyspace = new TestKeyspace(1);

    @AfterEach
    void close() {
        keyspace.close();
    }

    private void run(Consumer<StoredEntry> body) {
        keyspace.run(0, KEY, body);
    }

    private void is(String expected) {
        run(entry -> assertEquals(expected, entry.encoding()));
    }

    @Test
    void isNoneWhereThereIsNothing() {
        run(entry -> assertNull(entry.encoding()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "9223372036854775807", "-9223372036854775808"})
    void ofWholeNumbersIsInt(String value) {
        keyspace.set("key", value);
        is("int");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-0", "01", "+1", "1.0", "9223372036854775808", "-9223372036854775809"})
    void ofShortTextsIsEmbstr(String value) {
        keyspace.set("key", value);
        is("embstr");
    }

    @Test
    void ofTextsChangesAfter44Bytes() {
        keyspace.set("key", "x".repeat(44));
        is("embstr");
        keyspace.set("key", "x".repeat(45));
        is("raw");
    }

    @Test
    void isRawOfWhatWasWrittenInParts() {
        keyspace.set("key", "12");
        run(entry -> entry.write(0, Slice.EMPTY));
        is("raw");
        run(entry -> entry.write(1, Slice.of("3")));
        is("raw");
        run(entry -> entry.write(2, Slice.of("4")));
        is("raw");
        assertEquals("134", keyspace.get("key"));
    }

    @Test
    void isRawOfWhatWasWrittenBehindAGap() {
        run(entry -> entry.write(1, Slice.of("3")));
        is("raw");
    }

    @Test
    void startsAnewWithEveryWholeValue() {
        keyspace.append("key", "12");
        keyspace.set("key", "12");
        is("int");
        keyspace.append("key", "3");
        run(entry -> entry.setInteger(7));
        is("int");
    }

    @Test
    void ofTextIsNeverInt() {
        run(entry -> entry.setText(Slice.of("12")));
        is("embstr");
        run(entry -> entry.setText(Slice.of("1".repeat(45))));
        is("raw");
    }

    @Test
    void staysWhenTheExpiryChanges() {
        keyspace.append("key", "12");
        run(entry -> entry.expireAtMillis(keyspace.nowMillis + 1));
        is("raw");
        run(entry -> entry.expireAtMillis(Entry.NEVER));
        is("raw");
        run(entry -> entry.setText(Slice.of("12")));
        run(entry -> entry.expireAtMillis(keyspace.nowMillis + 1));
        is("embstr");
    }

    @Test
    void staysWhenTheEntryIsMovedElsewhere() {
        keyspace.append("key", "12");
        for (int i = 0; i < 3000; i++) {
            keyspace.set("filler" + i, "x".repeat(100));
        }
        for (int i = 0; i < 3000; i++) {
            keyspace.remove("filler" + i);
        }
        keyspace.settle();
        is("raw");
    }

    @Test
    void ofOtherTypesIsWhatTheTypeSays() {
        ValueType<boolean[]> type = new FlagType();
        run(entry -> entry.set(type, type.create()));
        is("bits");
    }

    private static final class FlagType implements ValueType<boolean[]> {
        @Override
        public String name() {
            return "flag@test";
        }

        @Override
        public boolean[] create() {
            return new boolean[1];
        }

        @Override
        public long bytes(boolean[] value) {
            return 24;
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(boolean[] value, ValueOutput out) {
            out.writeLong(value[0] ? 1 : 0);
        }

        @Override
        public boolean[] read(ValueInput in, int version) {
            return new boolean[] {in.readLong() != 0};
        }

        @Override
        public String encoding(boolean[] value) {
            return "bits";
        }
    }
}
