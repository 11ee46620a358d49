package dev.mortise.runtime.rdb;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostValueInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of one of Redis's own types, whichever of its forms it is in, as its type reads it: how many things there
 * are, and then each.
 *
 * <p>Of the plain forms the parts are read one by one, as the type asks for them. The others keep many in one string:
 * these are taken apart first, and held to what their bytes can be.
 *
 * <p>Reusable for the next value; not thread-safe.
 */
final class ShapedInput implements HostValueInput {

    // The lengths of scores as text that stand for numbers which are none.
    private static final int NAN_SCORE = 253;
    private static final int INFINITE_SCORE = 254;
    private static final int MINUS_INFINITE_SCORE = 255;

    private static final int PLAIN_NODE = 1;
    private static final int PACKED_NODE = 2;

    private final RdbInput in;
    private final RdbBytes string = new RdbBytes();
    private final List<byte[]> taken = new ArrayList<>();
    private RdbType form = RdbType.MODULE;
    /** Whether the parts are in {@link #taken}, and not still to be read. */
    private boolean apart;

    private int next;
    private boolean counted;
    private long left;
    private boolean scoreIsDue;

    ShapedInput(RdbInput in) {
        this.in = in;
    }

    /** {@return whether it can take values of a form apart} */
    static boolean reads(RdbType form) {
        return switch (form) {
            case LIST, LIST_ZIPLIST, LIST_QUICKLIST, LIST_QUICKLIST_2 -> true;
            case SET, SET_INTSET, SET_LISTPACK -> true;
            case ZSET, ZSET_2, ZSET_ZIPLIST, ZSET_LISTPACK -> true;
            case HASH, HASH_ZIPMAP, HASH_ZIPLIST, HASH_LISTPACK -> true;
            default -> false;
        };
    }

    private void begin(RdbType newForm) throws IOException {
        form = newForm;
        taken.clear();
        next = 0;
        counted = false;
        scoreIsDue = false;
        switch (newForm) {
            case HASH_ZIPMAP -> PackedStrings.zipmap(blob(), string.length, taken);
            case LIST_ZIPLIST, ZSET_ZIPLIST, HASH_ZIPLIST -> PackedStrings.ziplist(blob(), string.length, taken);
            case SET_LISTPACK, ZSET_LISTPACK, HASH_LISTPACK -> PackedStrings.listpack(blob(), string.length, taken);
            case SET_INTSET -> PackedStrings.intset(blob(), string.length, taken);
            case LIST_QUICKLIST -> {
                for (long nodes = in.readCount(); nodes > 0; nodes--) {
                    PackedStrings.ziplist(blob(), string.length, taken);
                }
            }
            case LIST_QUICKLIST_2 -> {
                for (long nodes = in.readCount(); nodes > 0; nodes--) {
                    node();
                }
            }
            default -> {
                apart = false;
                left = in.readCount();
                if (left > Integer.MAX_VALUE) {
                    throw in.damaged("a value of " + left + " parts");
                }
                return;
            }
        }
        apart = true;
        boolean pairs = form.typeName.equals("zset") || form.typeName.equals("hash");
        if (pairs && taken.size() % 2 != 0) {
            throw in.damaged("a value of pairs, one of which is a half");
        }
        left = pairs ? taken.size() / 2 : taken.size();
    }

    private byte[] blob() throws IOException {
        in.readString(string);
        return string.bytes;
    }

    private void node() throws IOException {
        long container = in.readCount();
        byte[] bytes = blob();
        if (container == PLAIN_NODE) {
            if (string.length == 0) {
                throw in.damaged("a node of a list for one large element, which has no bytes");
            }
            taken.add(string.toArray());
        } else if (container == PACKED_NODE) {
            PackedStrings.listpack(bytes, string.length, taken);
        } else {
            throw in.damaged("a node of a list in a form that is not known (" + container + ")");
        }
    }

    /**
     * {@return the value whose bytes come next, of which nothing is left over}
     *
     * @throws UncheckedIOException of a {@link DamagedSnapshot}, or of what the stream has thrown
     */
    <V> V read(ValueType<V> type, RdbType itsForm) {
        try {
            begin(itsForm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        V value = type.read(this, type.version());
        if (!atEnd()) {
            throw new DamagedValue("type '%s' has left something unread".formatted(type.name()));
        }
        return value;
    }

    @Override
    public int readCount() {
        if (counted) {
            throw new DamagedValue("a number was expected, where there is none");
        }
        counted = true;
        int count = (int) left;
        left = form.typeName.equals("hash") ? 2 * left : left;
        return count;
    }

    @Override
    public long readLong() {
        return readCount();
    }

    @Override
    public byte[] readBytes() {
        if (!counted || left <= 0 || scoreIsDue) {
            throw new DamagedValue("a string was expected, where there is none");
        }
        left--;
        scoreIsDue = form.typeName.equals("zset");
        if (apart) {
            return taken.get(next++);
        }
        try {
            in.readString(string);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return string.toArray();
    }

    @Override
    public double readDouble() {
        if (!scoreIsDue) {
            throw new DamagedValue("a score was expected, where there is none");
        }
        scoreIsDue = false;
        if (apart) {
            return score(taken.get(next++));
        }
        try {
            return form == RdbType.ZSET ? textScore() : Double.longBitsToDouble(in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double textScore() throws IOException {
        int length = in.readByte();
        return switch (length) {
            case NAN_SCORE -> Double.NaN;
            case INFINITE_SCORE -> Double.POSITIVE_INFINITY;
            case MINUS_INFINITE_SCORE -> Double.NEGATIVE_INFINITY;
            default -> {
                string.clear();
                in.readBytes(string, length);
                yield score(string.toArray());
            }
        };
    }

    private static double score(byte[] text) {
        String digits = new String(text, StandardCharsets.ISO_8859_1);
        return switch (digits) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> {
                try {
                    yield Double.parseDouble(digits);
                } catch (NumberFormatException e) {
                    throw new DamagedValue("a score that is no number");
                }
            }
        };
    }

    @Override
    public boolean atEnd() {
        return counted && left == 0 && !scoreIsDue;
    }
}
