package dev.mortise.runtime.info;

import java.util.Locale;

/** Sizes in bytes, for people to read. */
public final class ByteSize {

    private static final String UNITS = "BKMGTP";
    private static final int STEP = 1024;

    private ByteSize() {}

    /** {@return a size as {@code INFO} shows it, such as {@code 1.50M}} */
    public static String human(long bytes) {
        if (bytes < STEP) {
            return bytes + "B";
        }
        double size = bytes;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length() - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f%c", size, UNITS.charAt(unit));
    }
}
