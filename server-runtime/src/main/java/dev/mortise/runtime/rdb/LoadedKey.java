package dev.mortise.runtime.rdb;

import dev.mortise.api.Entry;
import java.nio.charset.StandardCharsets;

/** The key that is being loaded, with all that is known of it but its value; reused for the next. */
final class LoadedKey {

    private static final int SHOWN = 100;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    final RdbBytes name = new RdbBytes();
    int database;
    long expireAtMillis = Entry.NEVER;
    /** For how many seconds it was not used; -1 if that is not known. */
    long idleSeconds = -1;
    /** How often it was used, from 0 to 255; -1 if that is not known. */
    int frequency = -1;

    /** Takes over what is known of another. */
    void copy(LoadedKey other) {
        database = other.database;
        expireAtMillis = other.expireAtMillis;
        idleSeconds = other.idleSeconds;
        frequency = other.frequency;
        name.clear();
        name.put(other.name.bytes, 0, other.name.length);
    }

    /** Forgets what is said of one key only. */
    void next() {
        expireAtMillis = Entry.NEVER;
        idleSeconds = -1;
        frequency = -1;
        name.clear();
    }

    /** {@return the key for people} */
    String shown() {
        StringBuilder text = new StringBuilder("'");
        int shown = Math.min(name.length, SHOWN);
        for (char c : new String(name.bytes, 0, shown, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE) {
                text.append(c);
            } else {
                text.append("\\x%02x".formatted((int) c));
            }
        }
        return text.append(shown < name.length ? "'..." : "'").toString();
    }
}
