package dev.mortise.api.internal;

import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Signatures of what the keyspace holds, equal for equal contents.
 *
 * <p>Two servers with the same keys and values have the same signature, whatever the order in which these were
 * written; of the types that Redis has it is that of Redis. A signature is 20 bytes, at first zero, and grows in two
 * ways: <i>adding</i> something xors its SHA-1 into the signature, so that the order does not count; <i>mixing</i> it
 * in adds it and then takes the SHA-1 of the whole, so that the order does. Keys are added to each other; number of the
 * database, key, type and value are mixed; whether there is an expiry is added. Of values, the elements of lists are
 * mixed and the members of sets added; what a field or a scored member consists of is mixed by itself, and then added.
 *
 * <p>Reading takes as long as there are keys, and no instant: what is written meanwhile may count or not.
 */
public final class KeyspaceDigest {

    private static final int BYTES = 20;
    private static final int STRING = 0;
    private static final int KEYS_AT_ONCE = 100;
    private static final byte[] EXPIRES = "!!expire!!".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest sha1 = sha1();
    private byte[] signature = new byte[BYTES];

    private KeyspaceDigest() {}

    /**
     * {@return the signature of all databases}
     *
     * @param keyspace the keyspace
     */
    public static byte[] ofAll(Keyspace keyspace) {
        KeyspaceDigest all = new KeyspaceDigest();
        for (int database = 0; database < keyspace.databases(); database++) {
            if (keyspace.size(database) > 0) {
                all.mix(number(database));
                all.addKeys(keyspace, database);
            }
        }
        return all.signature;
    }

    /**
     * {@return the signature of one value; zeros if it is not there}
     *
     * @param keyspace the keyspace
     * @param database the number of the database
     * @param key the key
     */
    public static byte[] ofValue(Keyspace keyspace, int database, Slice key) {
        KeyspaceDigest digest = new KeyspaceDigest();
        keyspace.visit(database, key, (_, entry) -> digest.mixEntry(entry));
        return digest.signature;
    }

    private void addKeys(Keyspace keyspace, int database) {
        long cursor = 0;
        do {
            cursor = keyspace.scan(database, cursor, KEYS_AT_ONCE, (key, entry) -> {
                KeyspaceDigest one = new KeyspaceDigest();
                one.mix(key.toBytes());
                one.mixEntry(entry);
                add(one.signature);
            });
        } while (cursor != 0);
    }

    private void mixEntry(Entry entry) {
        ValueType<?> type = entry.type();
        if (Types.STRING.equals(type)) {
            Slice value = entry.get(Types.STRING);
            mix(number(STRING));
            mix(value == null ? new byte[0] : value.toBytes());
        } else if (type != null) {
            mixValue(type, entry);
        }
        if (entry.expireAtMillis() != Entry.NEVER) {
            add(EXPIRES);
        }
    }

    private <V> void mixValue(ValueType<V> type, Entry entry) {
        V value = entry.get(type);
        if (value == null) {
            return;
        }
        ValueShape shape = type.shape();
        mix(number(numberOf(shape)));
        if (shape == ValueShape.ITEMS) {
            WrittenValue items = new WrittenValue();
            items.write(type, value);
            mix(type.name().getBytes(StandardCharsets.UTF_8));
            mix(items.toBytes());
        } else {
            new Parts(shape).take(type, value);
        }
    }

    /** {@return the number that Redis has for values of a shape} */
    private static int numberOf(ValueShape shape) {
        return switch (shape) {
            case LIST -> 1;
            case SET -> 2;
            case SORTED_SET -> 3;
            case HASH -> 4;
            case ITEMS -> 5;
        };
    }

    private void add(byte[] bytes) {
        byte[] hash = sha1.digest(bytes);
        for (int i = 0; i < BYTES; i++) {
            signature[i] ^= hash[i];
        }
    }

    private void mix(byte[] bytes) {
        add(bytes);
        signature = sha1.digest(signature);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** What a value consists of, on its way into the signature. */
    private final class Parts extends ShapedOutput {

        private final ValueShape shape;
        private KeyspaceDigest pair = new KeyspaceDigest();
        private boolean secondIsDue;

        Parts(ValueShape shape) {
            this.shape = shape;
        }

        @Override
        protected void count(long count) {
            // Follows from what comes.
        }

        @Override
        protected void string(byte[] bytes, int from, int length) {
            byte[] part = Arrays.copyOfRange(bytes, from, from + length);
            switch (shape) {
                case LIST -> mix(part);
                case SET -> add(part);
                default -> half(part);
            }
        }

        @Override
        protected void score(double score) {
            half(ScoreDigits.of(score).getBytes(StandardCharsets.US_ASCII));
        }

        private void half(byte[] part) {
            pair.mix(part);
            if (secondIsDue) {
                add(pair.signature);
                pair = new KeyspaceDigest();
            }
            secondIsDue = !secondIsDue;
        }
    }
}
