package dev.mortise.admin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as the one integer that Redis modules have for it: two decimal digits for each part, as most of their
 * authors do it. {@code 2.10.3} is 21003.
 */
final class VersionNumber {

    private static final Pattern PARTS = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,2}))?(?:\\.(\\d{1,2}))?(?:\\D.*)?");

    private VersionNumber() {}

    /** {@return the number of a version, or 0 if it has no such form} */
    static int of(String version) {
        Matcher parts = PARTS.matcher(version);
        return parts.matches() ? part(parts, 1) * 10_000 + part(parts, 2) * 100 + part(parts, 3) : 0;
    }

    private static int part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }
}
