package acme.changes;

import dev.mortise.api.JournalUnit;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Changes as lines of text: number of the unit, milliseconds since 1970, database, and the command in quotes as
 * {@code MONITOR} and {@code redis-cli} write it. A value of a plugin's own type is only named.
 */
final class ChangeLines implements JournalUnit.Effects {

    /** A byte as {@code \x00}. */
    private static final int LONGEST_BYTE = 4;

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder lines = new StringBuilder();
    private final String prefix;
    private final long mostChars;
    private boolean tooLong;

    private ChangeLines(String prefix, long mostChars) {
        this.prefix = prefix;
        this.mostChars = mostChars;
    }

    /** {@return the lines of a unit, or nothing if they might be longer than that} */
    static Optional<byte[]> of(JournalUnit unit, long mostBytes) {
        ChangeLines text = new ChangeLines(unit.position() + " " + unit.nowMillis() + " ", mostBytes);
        unit.forEach(text);
        return text.tooLong
                ? Optional.empty()
                : Optional.of(text.lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void command(int database, List<Slice> words) {
        lines.append(prefix).append(database);
        for (Slice word : words) {
            quote(word);
        }
        lines.append('\n');
    }

    @Override
    public <V> void value(int database, Slice key, ValueType<V> type, V value, long expireAtMillis) {
        lines.append(prefix).append(database);
        quote(key);
        lines.append(" = ").append(type.name()).append('\n');
    }

    private void quote(Slice word) {
        // Half a gigabyte need not be quoted first to be found too long.
        tooLong |= lines.length() + (long) LONGEST_BYTE * word.length() > mostChars;
        if (tooLong) {
            return;
        }
        lines.append(" \"");
        for (int i = 0; i < word.length(); i++) {
            byte b = word.at(i);
            switch (b) {
                case '"', '\\' -> lines.append('\\').append((char) b);
                case '\n' -> lines.append("\\n");
                case '\r' -> lines.append("\\r");
                default -> {
                    if (b >= ' ' && b < 0x7f) {
                        lines.append((char) b);
                    } else {
                        HEX.toHexDigits(lines.append("\\x"), b);
                    }
                }
            }
        }
        lines.append('"');
    }
}
