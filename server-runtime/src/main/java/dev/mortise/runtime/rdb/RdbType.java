package dev.mortise.runtime.rdb;

import dev.mortise.api.ValueShape;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which values of Redis and Valkey are saved: what each is called, which version of the format has it, and
 * where a value of it ends.
 *
 * <p>That is enough to keep what no module here understands. What a value means is the business of its module.
 */
@SuppressWarnings("ImmutableEnumChecker") // What passes over a value is a function and holds nothing.
enum RdbType {
    STRING(0, "string", 1, RdbInput::skipString),
    LIST(1, "list", 1, RdbType::skipStrings),
    SET(2, "set", 1, RdbType::skipStrings),
    ZSET(3, "zset", 1, RdbType::skipTextScores),
    HASH(4, "hash", 1, RdbType::skipPairs),
    ZSET_2(5, "zset", 8, RdbType::skipBinaryScores),
    MODULE(7, "module", 8, RdbType::skipModule),
    HASH_ZIPMAP(9, "hash", 2, RdbInput::skipString),
    LIST_ZIPLIST(10, "list", 2, RdbInput::skipString),
    SET_INTSET(11, "set", 2, RdbInput::skipString),
    ZSET_ZIPLIST(12, "zset", 2, RdbInput::skipString),
    HASH_ZIPLIST(13, "hash", 4, RdbInput::skipString),
    LIST_QUICKLIST(14, "list", 7, RdbType::skipStrings),
    STREAM(15, "stream", 9, in -> skipStream(in, 1)),
    HASH_LISTPACK(16, "hash", 10, RdbInput::skipString),
    ZSET_LISTPACK(17, "zset", 10, RdbInput::skipString),
    LIST_QUICKLIST_2(18, "list", 10, RdbType::skipQuicklist),
    STREAM_2(19, "stream", 10, in -> skipStream(in, 2)),
    SET_LISTPACK(20, "set", 11, RdbInput::skipString),
    STREAM_3(21, "stream", 11, in -> skipStream(in, 3)),
    /** Of Valkey only: release candidates of Redis 7.4 used the number for something else. */
    HASH_OF_VALKEY(22, "hash", RdbFormat.VALKEY_VERSION, RdbType::skipPairsThenExpiries),
    HASH_WITH_EXPIRIES(24, "hash", 12, RdbType::skipExpiringPairs),
    HASH_LISTPACK_WITH_EXPIRIES(25, "hash", 12, in -> {
        in.skip(Long.BYTES);
        in.skipString();
    });

    private static final int STREAM_ID_BYTES = 16;
    /** A score as text is preceded by its length, of which the highest three stand for numbers that are none. */
    private static final int LEAST_SPECIAL_SCORE = 253;

    private static final int MOST_CODES = 26;
    private static final @Nullable RdbType[] BY_CODE = byCode();

    /** Passes over a value. */
    @FunctionalInterface
    private interface Skip {
        void over(RdbInput in) throws IOException;
    }

    /** The byte before the key. */
    final int code;
    /** What {@code TYPE} answers. */
    final String typeName;
    /** The oldest version of the format that has it. */
    final int since;

    private final Skip skip;

    RdbType(int code, String typeName, int since, Skip skip) {
        this.code = code;
        this.typeName = typeName;
        this.since = since;
        this.skip = skip;
    }

    private static @Nullable RdbType[] byCode() {
        @Nullable RdbType[] types = new RdbType[MOST_CODES];
        for (RdbType type : values()) {
            types[type.code] = type;
        }
        return types;
    }

    /** {@return the form of values of a shape that every version has since 8} */
    static RdbType plain(ValueShape shape) {
        return switch (shape) {
            case LIST -> LIST;
            case SET -> SET;
            case SORTED_SET -> ZSET_2;
            case HASH -> HASH;
            case ITEMS -> MODULE;
        };
    }

    /** {@return the type with this byte in a file, or null if there is none} */
    static @Nullable RdbType of(int code, RdbVersion version) {
        RdbType type = code < MOST_CODES ? BY_CODE[code] : null;
        return type == HASH_OF_VALKEY && !version.ofValkey() ? null : type;
    }

    /** Passes over a value, from the byte after the key to its last. */
    void skip(RdbInput in) throws IOException {
        skip.over(in);
    }

    private static void skipStrings(RdbInput in) throws IOException {
        for (long left = in.readCount(); left > 0; left--) {
            in.skipString();
        }
    }

    private static void skipPairs(RdbInput in) throws IOException {
        for (long left = in.readCount(); left > 0; left--) {
            in.skipString();
            in.skipString();
        }
    }

    private static void skipPairsThenExpiries(RdbInput in) throws IOException {
        for (long left = in.readCount(); left > 0; left--) {
            in.skipString();
            in.skipString();
            in.skip(Long.BYTES);
        }
    }

    private static void skipExpiringPairs(RdbInput in) throws IOException {
        in.skip(Long.BYTES);
        for (long left = in.readCount(); left > 0; left--) {
            var _ = in.readLength();
            in.skipString();
            in.skipString();
        }
    }

    private static void skipTextScores(RdbInput in) throws IOException {
        for (long left = in.readCount(); left > 0; left--) {
            in.skipString();
            int length = in.readByte();
            if (length < LEAST_SPECIAL_SCORE) {
                in.skip(length);
            }
        }
    }

    private static void skipBinaryScores(RdbInput in) throws IOException {
        for (long left = in.readCount(); left > 0; left--) {
            in.skipString();
            in.skip(Double.BYTES);
        }
    }

    private static void skipQuicklist(RdbInput in) throws IOException {
        for (long left = in.readCount(); left > 0; left--) {
            var _ = in.readLength();
            in.skipString();
        }
    }

    private static void skipModule(RdbInput in) throws IOException {
        var _ = in.readLength();
        skipItems(in);
    }

    /** Passes over the items of a module's value, its end included. */
    static void skipItems(RdbInput in) throws IOException {
        while (true) {
            long kind = in.readLength();
            switch ((int) Math.min(kind & Long.MAX_VALUE, Integer.MAX_VALUE)) {
                case RdbFormat.ITEM_END -> {
                    return;
                }
                case RdbFormat.ITEM_SIGNED, RdbFormat.ITEM_UNSIGNED -> {
                    var _ = in.readLength();
                }
                case RdbFormat.ITEM_FLOAT -> in.skip(Float.BYTES);
                case RdbFormat.ITEM_DOUBLE -> in.skip(Double.BYTES);
                case RdbFormat.ITEM_STRING -> in.skipString();
                default ->
                    throw in.damaged(
                            "an item of kind %s in the value of a module".formatted(Long.toUnsignedString(kind)));
            }
        }
    }

    private static void skipStream(RdbInput in, int form) throws IOException {
        skipPairs(in);
        // How many entries, the last id; then the first id, the highest deleted one, how many were ever added.
        skipLengths(in, form == 1 ? 3 : 8);
        for (long groups = in.readCount(); groups > 0; groups--) {
            in.skipString();
            skipLengths(in, form == 1 ? 2 : 3);
            for (long pending = in.readCount(); pending > 0; pending--) {
                in.skip(STREAM_ID_BYTES + Long.BYTES);
                var _ = in.readLength();
            }
            for (long consumers = in.readCount(); consumers > 0; consumers--) {
                in.skipString();
                in.skip(form == 3 ? 2 * Long.BYTES : Long.BYTES);
                for (long pending = in.readCount(); pending > 0; pending--) {
                    in.skip(STREAM_ID_BYTES);
                }
            }
        }
    }

    private static void skipLengths(RdbInput in, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var _ = in.readLength();
        }
    }
}
