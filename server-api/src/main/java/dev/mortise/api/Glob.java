package dev.mortise.api;

/**
 * A glob-style pattern, as {@code KEYS}, {@code SCAN MATCH} and {@code CONFIG GET} take it.
 *
 * <p>{@code ?} is any byte, {@code *} any number of bytes, {@code [abc]}, {@code [a-z]} and {@code [^a]} are one byte
 * of a set, and a backslash takes the next byte as it stands.
 *
 * <pre>{@code
 * Glob.of(request.arg(0)).matches(key)
 * }</pre>
 *
 * <p>Immutable; for any thread. A match takes time in O(pattern × text) at worst: a star that fails is retried one byte
 * further, and an earlier star never again.
 *
 * @see <a href="https://redis.io/docs/latest/commands/keys/">KEYS</a>
 */
@Stable
public final class Glob {

    private final byte[] pattern;
    private final boolean ignoreCase;

    private Glob(byte[] pattern, boolean ignoreCase) {
        this.pattern = pattern;
        this.ignoreCase = ignoreCase;
    }

    /**
     * {@return a pattern}
     *
     * @param pattern its bytes; copied
     */
    public static Glob of(Slice pattern) {
        return new Glob(pattern.toBytes(), false);
    }

    /** {@return the same pattern, for which capital and small ASCII letters are alike} */
    public Glob ignoringCase() {
        return new Glob(pattern, true);
    }

    /** {@return whether every text matches, because the pattern is a single star} */
    public boolean matchesAll() {
        return pattern.length == 1 && pattern[0] == '*';
    }

    /**
     * {@return whether the whole text fits the pattern}
     *
     * <p>An empty text fits the empty pattern and no other, not even a star: so it is in Redis, where {@code KEYS *}
     * lists an empty key only because it does not compare at all ({@link #matchesAll}).
     *
     * @param text the text
     */
    public boolean matches(Slice text) {
        if (text.length() == 0) {
            return pattern.length == 0;
        }
        int p = 0;
        int t = 0;
        int starPattern = -1;
        int starText = 0;
        while (t < text.length()) {
            if (p < pattern.length && pattern[p] == '*') {
                starPattern = ++p;
                starText = t;
                continue;
            }
            int next = p < pattern.length ? matchOne(p, text.at(t)) : -1;
            if (next >= 0) {
                p = next;
                t++;
            } else if (starPattern >= 0) {
                p = starPattern;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }

    /** {@return the index after the pattern element at p if it fits the byte, or -1} */
    private int matchOne(int p, byte b) {
        return switch (pattern[p]) {
            case '?' -> p + 1;
            case '[' -> matchSet(p + 1, b);
            case '\\' -> {
                int literal = p + 1 < pattern.length ? p + 1 : p;
                yield same(pattern[literal], b) ? literal + 1 : -1;
            }
            default -> same(pattern[p], b) ? p + 1 : -1;
        };
    }

    private int matchSet(int from, byte b) {
        int p = from;
        boolean negated = p < pattern.length && pattern[p] == '^';
        if (negated) {
            p++;
        }
        int c = fold(b) & 0xff;
        boolean found = false;
        // A set that is never closed ends with the pattern.
        while (p < pattern.length && pattern[p] != ']') {
            if (pattern[p] == '\\' && p + 1 < pattern.length) {
                found |= same(pattern[p + 1], b);
                p += 2;
            } else if (p + 2 < pattern.length && pattern[p + 1] == '-') {
                int low = fold(pattern[p]) & 0xff;
                int high = fold(pattern[p + 2]) & 0xff;
                found |= c >= Math.min(low, high) && c <= Math.max(low, high);
                p += 3;
            } else {
                found |= same(pattern[p], b);
                p++;
            }
        }
        return found != negated ? Math.min(p + 1, pattern.length) : -1;
    }

    private boolean same(byte a, byte b) {
        return fold(a) == fold(b);
    }

    private byte fold(byte b) {
        return ignoreCase && b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }
}
