package dev.mortise.runtime.rdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The version of a file, as its first nine bytes say: {@code REDIS0009}, or {@code VALKEY080}.
 *
 * @param number from 1
 * @param ofValkey whether it is Valkey's, which has gone its own way since 80
 */
record RdbVersion(int number, boolean ofValkey) {

    private static final int HEADER_BYTES = 9;
    private static final String REDIS = "REDIS";
    private static final String VALKEY = "VALKEY";

    /** {@return a version of Redis} */
    static RdbVersion redis(int number) {
        return new RdbVersion(number, false);
    }

    /** {@return the one in the header of a file, if it can be read} */
    static RdbVersion read(RdbInput in) throws IOException {
        RdbBytes header = new RdbBytes();
        in.readBytes(header, HEADER_BYTES);
        String text = new String(header.bytes, 0, HEADER_BYTES, StandardCharsets.ISO_8859_1);
        boolean ofValkey = text.startsWith(VALKEY);
        String digits = ofValkey ? text.substring(VALKEY.length()) : text.substring(REDIS.length());
        if (!(ofValkey || text.startsWith(REDIS)) || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new DamagedSnapshot(0, "this is no snapshot: one begins with REDIS or VALKEY and a version");
        }
        RdbVersion version = new RdbVersion(Integer.parseInt(digits), ofValkey);
        if (!version.isKnown()) {
            String known = "versions 1 to %d are read, and %d of Valkey"
                    .formatted(RdbFormat.NEWEST_REDIS_VERSION, RdbFormat.VALKEY_VERSION);
            throw new DamagedSnapshot(
                    0,
                    "version %d of the format%s; %s. Have the server that wrote it write an older one, or use a newer Mortise"
                            .formatted(version.number, ofValkey ? " of Valkey" : "", known));
        }
        return version;
    }

    /** {@return whether files of this version are read} */
    boolean isKnown() {
        return ofValkey ? number == RdbFormat.VALKEY_VERSION : number >= 1 && number <= RdbFormat.NEWEST_REDIS_VERSION;
    }

    /** {@return the first bytes of a file} */
    byte[] header() {
        String text = ofValkey ? "%s%03d".formatted(VALKEY, number) : "%s%04d".formatted(REDIS, number);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** {@return whether a file of this version ends with a checksum} */
    boolean hasChecksum() {
        return number >= 5;
    }

    @Override
    public String toString() {
        return (ofValkey ? "Valkey " : "") + number;
    }
}
