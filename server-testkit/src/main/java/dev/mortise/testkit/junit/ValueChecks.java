package dev.mortise.testkit.junit;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.ServerError;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** What must be true of each value that a plugin keeps. Each check throws {@link AssertionError}, saying what to do. */
final class ValueChecks {

    private static final long SEED = 20_26;
    private static final int MUTATIONS = 300;
    private static final int MOST_CUTS = 4096;
    private static final int SHOWN_BYTES = 60;

    /** By how much the two forms of one value may differ in size: a collection may have room to spare. */
    private static final int ROOM_FACTOR = 2;

    private static final int ROOM_BYTES = 256;

    private ValueChecks() {}

    /** Written, read and written again it is the same. */
    static <V> void isReadAsWritten(StoredValue<V> stored) {
        byte[] written = stored.written();
        byte[] again = stored.written(readBack(stored, written));
        if (!WrittenItems.same(written, again)) {
            Assertions.fail("%s changes when it is written and read: it wrote %s, and what was read of that wrote %s"
                    .formatted(stored, shown(written), shown(again)));
        }
    }

    @SuppressWarnings("IllegalCatch") // Whatever the plugin throws is what is to be told.
    private static <V> V readBack(StoredValue<V> stored, byte[] written) {
        try {
            return stored.read(written, stored.type().version());
        } catch (RuntimeException | StackOverflowError e) {
            return Assertions.fail(
                    "%s cannot be read: it wrote %s, and read() threw %s".formatted(stored, shown(written), e), e);
        }
    }

    /** Its size is not negative, and about the same when it was written and read. */
    static <V> void isCounted(StoredValue<V> stored) {
        long bytes = stored.type().bytes(stored.value());
        long empty = stored.type().bytes(stored.type().create());
        if (bytes < 0 || empty < 0) {
            Assertions.fail("bytes() of %s is %d, and of an empty value %d: it must not be negative"
                    .formatted(stored, bytes, empty));
        }
        byte[] written = stored.written();
        long again = stored.type().bytes(readBack(stored, written));
        if (Math.max(bytes, again) > ROOM_FACTOR * Math.min(bytes, again) + ROOM_BYTES) {
            Assertions.fail("bytes() of %s is %d, and %d when it was written and read: it must tell of the value what"
                            .formatted(stored, bytes, again)
                    + " it takes, however it came about");
        }
    }

    /** What is no value of the type is refused by {@link DamagedValue}, and by nothing else. */
    static <V> void refusesDamage(StoredValue<V> stored) {
        byte[] written = stored.written();
        for (int length = 0; length < Math.min(written.length, MOST_CUTS); length++) {
            byte[] cut = Arrays.copyOf(written, length);
            if (tryRead(stored, cut)) {
                Assertions.fail("%s is read although it was cut off after %d of %d bytes: read() must read all that"
                                .formatted(stored, length, written.length)
                        + " write() has written");
            }
        }
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = written.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            var _ = tryRead(stored, damaged);
        }
    }

    @SuppressWarnings("IllegalCatch") // Whatever the plugin throws is what is to be told.
    private static <V> boolean tryRead(StoredValue<V> stored, byte[] bytes) {
        try {
            stored.read(bytes, stored.type().version());
            return true;
        } catch (DamagedValue e) {
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return Assertions.fail(
                    "read() of type '%s' threw %s for damaged input: let it throw DamagedValue for what cannot be true,"
                                    .formatted(stored.type().name(), e)
                            + " and make nothing larger than the input (readCount()). The input was " + shown(bytes),
                    e);
        }
    }

    /** {@return a copy that equals it, or null if the type does not let its values be copied} */
    static <V> @Nullable StoredValue<V> copied(StoredValue<V> stored) {
        StoredValue<V> copy;
        try {
            copy = stored.copy();
        } catch (ServerError e) {
            return null;
        }
        byte[] written = stored.written();
        if (!WrittenItems.same(written, copy.written())) {
            Assertions.fail("copy() of %s is no copy: the one wrote %s, the other %s"
                    .formatted(stored, shown(written), shown(copy.written())));
        }
        return copy;
    }

    static String shown(byte[] written) {
        int length = Math.min(written.length, SHOWN_BYTES);
        return HexFormat.of().formatHex(written, 0, length)
                + (length < written.length ? "... (" + written.length + " bytes)" : "");
    }
}
