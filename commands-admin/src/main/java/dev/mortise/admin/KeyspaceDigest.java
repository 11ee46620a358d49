package dev.mortise.admin;

import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Signatures of what the keyspace holds, equal for equal contents: {@code DEBUG DIGEST} and {@code DIGEST-VALUE}.
 *
 * <p>Two servers with the same keys and values have the same signature, whatever the order in which these were
 * written; of strings it is that of Redis. A signature is 20 bytes, at first zero, and grows in two ways: <i>adding</i>
 * something xors its SHA-1 into the signature, so that the order does not count; <i>mixing</i> it in adds it and then
 * takes the SHA-1 of the whole, so that the order does. Keys are added to each other; number of the database, key, type
 * and value are mixed; whether there is an expiry is added.
 *
 * <p>Reading takes as long as there are keys, and no instant: what is written meanwhile may count or not.
 */
final class KeyspaceDigest {

    private static final int BYTES = 20;
    private static final int STRING = 0;
    private static final int KEYS_AT_ONCE = 100;
    private static final byte[] EXPIRES = "!!expire!!".getBytes(StandardCharsets.US_ASCII);

    private byte[] signature = new byte[BYTES];
    private final MessageDigest sha1 = sha1();

    private KeyspaceDigest() {}

    /** {@return the signature of all databases, in hexadecimal digits} */
    static String ofAll(Keyspace keyspace) {
        KeyspaceDigest all = new KeyspaceDigest();
        for (int database = 0; database < keyspace.databases(); database++) {
            if (keyspace.size(database) > 0) {
                all.mix(number(database));
                all.addKeys(keyspace, database);
            }
        }
        return all.hex();
    }

    /** {@return the signature of one value, in hexadecimal digits; zeros if it is not there} */
    static String ofValue(Keyspace keyspace, int database, Slice key) {
        KeyspaceDigest digest = new KeyspaceDigest();
        keyspace.visit(database, key, (_, entry) -> digest.mixValue(entry));
        return digest.hex();
    }

    private void addKeys(Keyspace keyspace, int database) {
        long cursor = 0;
        do {
            cursor = keyspace.scan(database, cursor, KEYS_AT_ONCE, (key, entry) -> {
                KeyspaceDigest one = new KeyspaceDigest();
                one.mix(key.toBytes());
                one.mixValue(entry);
                add(one.signature);
            });
        } while (cursor != 0);
    }

    private void mixValue(Entry entry) {
        if (Types.STRING.equals(entry.type())) {
            Slice value = entry.get(Types.STRING);
            mix(number(STRING));
            mix(value == null ? new byte[0] : value.toBytes());
        }
        if (entry.expireAtMillis() != Entry.NEVER) {
            add(EXPIRES);
        }
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

    private String hex() {
        return HexFormat.of().formatHex(signature);
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
}
