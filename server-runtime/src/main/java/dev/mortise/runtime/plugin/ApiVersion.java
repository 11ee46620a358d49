package dev.mortise.runtime.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of the API that a plugin was compiled with, as far as it decides whether the plugin can run here.
 *
 * @param major differs when something was taken away
 * @param minor is higher when something was added
 */
record ApiVersion(int major, int minor) {

    private static final Pattern FIRST_TWO_NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([.+-].*)?");

    /** {@return the version of a text such as {@code 1.2.0}, or null if it is none} */
    @Nullable
    static ApiVersion parse(String text) {
        Matcher matcher = FIRST_TWO_NUMBERS.matcher(text);
        return matcher.matches()
                ? new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    /** {@return whether all that was there at this version is there at that one} */
    boolean runsOn(ApiVersion server) {
        return major == server.major && minor <= server.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
