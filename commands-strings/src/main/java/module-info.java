import dev.mortise.strings.StringsModule;
import org.jspecify.annotations.NullMarked;

/**
 * The commands on strings, and the two words of the small servers that Mortise grew from, {@code DELETE} and
 * {@code FLUSH}.
 *
 * <p>Start at {@link StringsModule}, which lists them; every command is a class of its own, but for those that differ
 * in a sign, a unit or their name alone. Written on the same API as any plugin, so it may serve as an example of one.
 */
@NullMarked
module dev.mortise.strings {
    requires dev.mortise.api;
    requires static org.jspecify;

    provides dev.mortise.api.CommandModule with
            StringsModule;
}
